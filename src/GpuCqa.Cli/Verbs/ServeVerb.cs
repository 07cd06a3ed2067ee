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
        var command = new Command("serve", "Run the gRPC analysis service, or look after its keys, audit log and database.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => Run(parsed.UnmatchedTokens));
        return command;
    }

    /// <summary>Runs the service's program until it ends.</summary>
    /// <param name="arguments">Its arguments; some have the names of options of this program, so they are not to be parsed here.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="PreconditionException">The service is not installed.</exception>
    public static int Run(IEnumerable<string> arguments) => Run(Find(), arguments);

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

    /// <summary>How the service's program is started: by the dotnet that runs this program, or, as in a published folder that needs none, by its own executable.</summary>
    /// <param name="program">The service's assembly.</param>
    /// <param name="own">Executable of this process.</param>
    internal static string[] Command(string program, string own)
    {
        string executable = Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null);
        return Path.GetFileNameWithoutExtension(own) == "dotnet" ? [own, program]
            : File.Exists(executable) ? [executable]
            : ["dotnet", program];
    }

    private static int Run(string program, IEnumerable<string> arguments)
    {
        string[] start = Command(program, Environment.ProcessPath ?? "");
        using Process service = Process.Start(new ProcessStartInfo(start[0], [.. start[1..], .. arguments]) { UseShellExecute = false })!;
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
