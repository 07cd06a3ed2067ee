using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa serve</c>: starts the service's program and passes signals on to it.</summary>
public static class ServeVerb
{
    private const string Program = "GpuCqa.Service.dll";

    /// <summary>The verb; its options are the service's.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Run the gRPC analysis service; 'gpucqa serve -- --help' lists its options.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => Run(Find(), parsed.UnmatchedTokens));
        return command;
    }

    private static string Find()
    {
        string[] places =
        [
            Environment.GetEnvironmentVariable("GPUCQA_SERVICE") ?? "",
            Path.Combine(AppContext.BaseDirectory, "service", Program),
            Path.Combine(AppContext.BaseDirectory, Program),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new PreconditionException($"The service is not installed: {Program} is neither in {places[1]} nor named by GPUCQA_SERVICE. In the source tree, ./gpucqa serve builds it.");
    }

    private static int Run(string program, IEnumerable<string> arguments)
    {
        using Process service = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [program, .. arguments]) { UseShellExecute = false })!;
        // Ctrl-C comes to the whole terminal; this program only has to outlive the service. SIGTERM comes to this program alone.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _ = Kill(service.Id, 15);
        });
        service.WaitForExit();
        return service.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
