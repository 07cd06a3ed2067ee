using GpuCqa.Cli.Verbs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class ServeVerbTests
{
    [Fact]
    public void Command_InAPublishedFolder_IsTheServicesOwnExecutable()
    {
        using var folder = new TemporaryFolder();
        string program = folder.File("GpuCqa.Service.dll"), executable = folder.File(OperatingSystem.IsWindows() ? "GpuCqa.Service.exe" : "GpuCqa.Service");
        Assert.Equal(["dotnet", program], ServeVerb.Command(program, "/opt/gpucqa/gpucqa"));
        File.WriteAllText(executable, "");
        Assert.Equal([executable], ServeVerb.Command(program, "/opt/gpucqa/gpucqa"));
        // A dotnet of its own may be nowhere else.
        Assert.Equal(["/opt/dotnet/dotnet", program], ServeVerb.Command(program, "/opt/dotnet/dotnet"));
    }
}
