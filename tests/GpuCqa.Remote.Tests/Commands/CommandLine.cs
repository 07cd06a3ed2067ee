using System.Diagnostics;
using System.Runtime.InteropServices;
using GpuCqa.Testing;

namespace GpuCqa.Remote.Tests.Commands;

/// <summary>The program as its user starts it.</summary>
public static class CommandLine
{
    public const int Interrupt = 2;

    // Where it was built: beside this test lies a copy without the libraries that a web host would bring.
    private static string Program { get; } = Find();

    // A shell without job control starts what it puts in the background with SIGINT ignored, and everything below it inherits that.
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Program, .. arguments])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    })!;

    public static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        return await End(process);
    }

    public static async Task<(int ExitCode, string Output, string Error)> End(Process process)
    {
        using var deadline = new CancellationTokenSource(Patience.Span);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token), error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException("gpucqa did not end.");
        }
    }

    public static void Signal(Process process, int signal) => _ = Kill(process.Id, signal);

    private static string Find()
    {
        string[] built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..];
        return Checkout.Path(["src", "GpuCqa.Cli", "bin", .. built, "gpucqa.dll"]);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
