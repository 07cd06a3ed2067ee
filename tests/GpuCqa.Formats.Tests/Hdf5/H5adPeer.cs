using System.Diagnostics;
using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Runs tests/peers/check_h5ad.py in a Python that has h5py and scipy.</summary>
internal static class H5adPeer
{
    public static string? Python { get; } = new[] { Environment.GetEnvironmentVariable("GPUCQA_PYTHON"), "/usr/bin/python3", "python3" }
        .FirstOrDefault(p => !string.IsNullOrEmpty(p) && Run(p, "-c", "import h5py, scipy") is { ExitCode: 0 });

    public static JsonElement Check(string path)
    {
        var (code, output, error) = Run(Python!, Path.Combine(Checkout.Root, "tests", "peers", "check_h5ad.py"), path)!.Value;
        Assert.True(code == 0, error + output);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>What a program of Python prints.</summary>
    public static string Program(string text, params string[] arguments)
    {
        var (code, output, error) = Run(Python!, ["-c", text, .. arguments])!.Value;
        Assert.True(code == 0, error + output);
        return output;
    }

    private static (int ExitCode, string Output, string Error)? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
