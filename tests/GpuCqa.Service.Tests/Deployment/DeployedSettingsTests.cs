using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace GpuCqa.Service.Tests.Deployment;

/// <summary>What deploy/ sets is what the service reads: no key that it does not have, no value of another type, no service that a start would refuse.</summary>
public partial class DeployedSettingsTests
{
    /// <summary>Standard variables of OpenTelemetry's SDK, which the service's exporters read.</summary>
    private static readonly string[] Telemetry = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME"];

    [Fact]
    public void Compose_Environment_IsRead() => Read(DeployedFiles.ComposeEnvironment).Check();

    [Fact]
    public void Kubernetes_Environment_IsRead()
    {
        var environment = DeployedFiles.Container.Env.ToDictionary(e => e.Name, e => e.Value ?? (e.Name == "GpuCqa__Database" ? "Host=db;Database=gpucqa;Username=gpucqa" : "x"));
        ServiceOptions options = Read(environment);
        options.Check();
        // TLS lies where the secret is mounted, the state on the volume.
        V1VolumeMount tls = DeployedFiles.Container.VolumeMounts.Single(m => m.Name == "tls"), state = DeployedFiles.Container.VolumeMounts.Single(m => m.Name == "state");
        Assert.All([options.Tls.Certificate, options.Tls.Key], file => Assert.StartsWith(tls.MountPath + "/tls.", file, StringComparison.Ordinal));
        Assert.StartsWith(state.MountPath + "/", options.State, StringComparison.Ordinal);
    }

    [Fact]
    public void Systemd_Settings_AreRead()
    {
        ServiceOptions options = Configuration.Read(DeployedFiles.Path("systemd", "settings.json"));
        options.Check();
        string unit = DeployedFiles.Text("systemd", "gpucqa.service");
        Assert.Equal("/var/lib/" + Regex.Match(unit, "(?m)^StateDirectory=(.*)$").Groups[1].Value, options.State);
        Assert.True(int.Parse(Regex.Match(unit, "(?m)^TimeoutStopSec=(.*)$").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) >= options.DrainSeconds + 15);
        // What does not go away by starting again is what the table of exit codes says.
        int[] hopeless = [.. Regex.Match(unit, "(?m)^RestartPreventExitStatus=(.*)$").Groups[1].Value.Split(' ').Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal([.. new[] { ErrorReason.InvalidArgument, ErrorReason.BadData, ErrorReason.Precondition }.Select(ErrorTable.ExitCode)], hopeless);
        string[] commands = [.. Command().Matches(unit).Select(m => m.Groups["arguments"].Value)];
        Assert.Equal(2, commands.Length);
        Assert.All(commands, c => Assert.Empty(ServeCommand.Create().Parse(c).Errors));
    }

    [Theory]
    [InlineData("GpuCqa__Jobs__MaxRuning", "1")]
    [InlineData("GpuCqa__Doors__Keys", "perhaps")]
    [InlineData("OTEL_EXPORTER_OLTP_ENDPOINT", "http://collector:4317")]
    public void Variable_ThatNobodyReads_IsSeen(string name, string value)
    {
        var environment = new Dictionary<string, string>(DeployedFiles.ComposeEnvironment) { [name] = value };
        Assert.ThrowsAny<Exception>(() => Read(environment));
    }

    private static ServiceOptions Read(IReadOnlyDictionary<string, string> environment)
    {
        Assert.All(environment.Keys.Where(k => !k.StartsWith("GpuCqa__", StringComparison.Ordinal)), k => Assert.Contains(k, Telemetry));
        return new ConfigurationBuilder().AddInMemoryCollection(environment.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value))).Build()
            .GetSection(ServiceOptions.Section).Get<ServiceOptions>(binder => binder.ErrorOnUnknownConfiguration = true)!;
    }

    [GeneratedRegex("(?m)^Exec(Start|StartPre)=/opt/gpucqa/gpucqa serve (?<arguments>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
