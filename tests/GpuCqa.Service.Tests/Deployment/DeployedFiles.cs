using System.Globalization;
using GpuCqa.Testing;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace GpuCqa.Service.Tests.Deployment;

/// <summary>What stands in deploy/, read strictly.</summary>
internal static class DeployedFiles
{
    /// <summary>The Kubernetes manifests; a field that the API's types do not have throws.</summary>
    public static IReadOnlyList<object> Manifests { get; } = KubernetesYaml.LoadAllFromString(Text("kubernetes", "gpucqa.yaml"), strict: true);

    public static V1StatefulSet StatefulSet => Manifests.OfType<V1StatefulSet>().Single();

    public static V1Container Container => StatefulSet.Spec.Template.Spec.Containers.Single();

    /// <summary>Environment of the service in compose.yaml.</summary>
    public static IReadOnlyDictionary<string, string> ComposeEnvironment
    {
        get
        {
            var file = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(new StringReader(Text("compose", "compose.yaml")))!;
            var service = (Dictionary<object, object>)((Dictionary<object, object>)file["services"])["gpucqa"];
            return ((Dictionary<object, object>)service["environment"]).ToDictionary(v => (string)v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture)!);
        }
    }

    public static string Path(params string[] parts) => Checkout.Path(["deploy", .. parts]);

    public static string Text(params string[] parts) => File.ReadAllText(Path(parts));
}
