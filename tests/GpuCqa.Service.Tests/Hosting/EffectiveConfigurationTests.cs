using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

public class EffectiveConfigurationTests
{
    private static readonly string Shipped = Path.Combine(Path.GetDirectoryName(typeof(ServiceHost).Assembly.Location)!, "appsettings.json");

    [Fact]
    public void Appsettings_AsShipped_HasEveryKeyWithItsDefault()
    {
        JsonObject defaults = Configuration.Of(new ServiceOptions());
        // If this fails after a new option: gpucqa serve --insecure-loopback --check-config prints what src/GpuCqa.Service/appsettings.json has to be.
        Assert.Equal(defaults.ToJsonString(), JsonNode.Parse(File.ReadAllText(Shipped))!.ToJsonString());
    }

    [Fact]
    public void Appsettings_Read_ChangesNothing() => Assert.Equal(Configuration.Of(new ServiceOptions()).ToJsonString(), Configuration.Of(Configuration.Read(null)).ToJsonString());

    [Fact]
    public void Checked_Settings_AreShownWithoutSecrets()
    {
        string shown = Configuration.Checked(new ServiceOptions
        {
            InsecureLoopback = true, Database = "Host=db;Database=d;Username=u;Password=very-secret", Operations = { Otlp = "http://user:very-secret@collector:4317/?token=very-secret" },
        });
        Assert.DoesNotContain("very-secret", shown, StringComparison.Ordinal);
        JsonNode section = JsonNode.Parse(shown)![ServiceOptions.Section]!;
        Assert.Equal("PostgreSQL d on db:5432 as u", (string?)section["Database"]);
        Assert.Equal("http://collector:4317/", (string?)section["Operations"]!["Otlp"]);
        Assert.Equal("Information", (string?)section["Operations"]!["LogLevel"]);
    }

    [Fact]
    public void Checked_FilesThatAreNotThere_AreNamed()
    {
        using var folder = new TemporaryFolder();
        var options = new ServiceOptions { Tls = { Certificate = folder.File("none.pem"), Key = folder.File("none.key"), ClientRoots = folder.File("none.pem") }, Doors = { CertificateRoles = { ["all"] = "reader" } } };
        Assert.Contains("none.pem", Assert.Throws<BadDataException>(() => Configuration.Checked(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_CheckConfig_ChecksAndStartsNothing()
    {
        using var folder = new TemporaryFolder();
        using Process good = ServiceProcess.RunWith([("GpuCqa__MaxMessageBytes", "70000")], "--insecure-loopback", "--state", folder.File("state"), "--check-config");
        Assert.Equal(70000, (int?)JsonNode.Parse(await good.StandardOutput.ReadToEndAsync())!["GpuCqa"]!["MaxMessageBytes"]);
        await good.WaitForExitAsync();
        Assert.Equal(0, good.ExitCode);
        Assert.False(Directory.Exists(folder.File("state")));
        using Process wrong = ServiceProcess.RunWith([("GpuCqa__DrainSeconds", "-1")], "--insecure-loopback", "--check-config");
        Assert.Contains("GpuCqa:DrainSeconds is -1", await wrong.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await wrong.WaitForExitAsync();
        Assert.Equal(2, wrong.ExitCode);
    }
}
