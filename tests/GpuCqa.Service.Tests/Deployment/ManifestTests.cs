using k8s;
using k8s.Models;
using Xunit;

namespace GpuCqa.Service.Tests.Deployment;

/// <summary>deploy/kubernetes against the API's types, and its parts against one another. What the API's schema requires of values is looked at by tests/peers/deploy.</summary>
public class ManifestTests
{
    [Fact]
    public void Manifests_AreWhatTheApiKnows() =>
        Assert.Equal(["V1NetworkPolicy", "V1Service", "V1StatefulSet"], DeployedFiles.Manifests.Select(m => m.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Manifest_WithAMisspeltField_IsRefused()
    {
        string misspelt = DeployedFiles.Text("kubernetes", "gpucqa.yaml").Replace("livenessProbe:", "livenesProbe:", StringComparison.Ordinal);
        Exception refused = Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(misspelt, strict: true));
        Assert.Contains("livenesProbe", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Probes_AskWhatTheServiceAnswers()
    {
        V1Container container = DeployedFiles.Container;
        int operations = Port(container, "GpuCqa__Operations__Listen"), grpc = Port(container, "GpuCqa__Listen");
        Assert.Equal([grpc, operations], container.Ports.Select(p => p.ContainerPort));
        Assert.Equal(["/healthz", "/healthz", "/readyz"], new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(p => p.HttpGet.Path));
        Assert.All([container.StartupProbe, container.LivenessProbe, container.ReadinessProbe], p => Assert.Equal(operations, container.Ports.Single(c => c.Name == p.HttpGet.Port.Value).ContainerPort));
        V1ServicePort service = DeployedFiles.Manifests.OfType<V1Service>().Single().Spec.Ports.Single();
        Assert.Equal((grpc, "grpc"), (service.Port, service.TargetPort.Value));
    }

    [Fact]
    public void Parts_FindOneAnother()
    {
        V1StatefulSet set = DeployedFiles.StatefulSet;
        V1PodSpec pod = set.Spec.Template.Spec;
        IDictionary<string, string> labels = set.Spec.Template.Metadata.Labels;
        IDictionary<string, string>[] selectors = [set.Spec.Selector.MatchLabels, DeployedFiles.Manifests.OfType<V1Service>().Single().Spec.Selector, DeployedFiles.Manifests.OfType<V1NetworkPolicy>().Single().Spec.PodSelector.MatchLabels];
        Assert.All(selectors, s => Assert.All(s, label => Assert.Equal(label.Value, labels[label.Key])));
        Assert.Equal(set.Spec.ServiceName, DeployedFiles.Manifests.OfType<V1Service>().Single().Metadata.Name);
        Assert.Equal([.. pod.Volumes.Select(v => v.Name).Concat(set.Spec.VolumeClaimTemplates.Select(c => c.Metadata.Name)).Order(StringComparer.Ordinal)], pod.Containers.Single().VolumeMounts.Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Contains("nvidia.com/gpu", pod.Containers.Single().Resources.Limits.Keys);
        // More than the drain, the pause before it and what the service takes to end.
        Assert.True(set.Spec.Template.Spec.TerminationGracePeriodSeconds >= new Service.Hosting.ServiceOptions().DrainSeconds + 5 + 15);
        string[] ports = [.. DeployedFiles.Manifests.OfType<V1NetworkPolicy>().Single().Spec.Ingress.SelectMany(r => r.Ports).Select(p => p.Port.Value)];
        Assert.Equal(ports, pod.Containers.Single().Ports.Select(p => p.Name));
    }

    private static int Port(V1Container container, string variable) => int.Parse(container.Env.Single(e => e.Name == variable).Value.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
}
