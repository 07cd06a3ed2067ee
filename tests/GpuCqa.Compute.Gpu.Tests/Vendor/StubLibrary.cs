using System.ComponentModel;
using System.Diagnostics;

namespace GpuCqa.Compute.Gpu.Tests.Vendor;

/// <summary>A library with the vendor's entry points on host memory, compiled once; null where there is no C compiler.</summary>
internal static class StubLibrary
{
    private static readonly Lazy<string?> Compiled = new(Compile);

    public static string? Path => Compiled.Value;

    private static string? Compile()
    {
        if (!OperatingSystem.IsLinux()) return null;
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Vendor", "stub.c"), target = System.IO.Path.Combine(Directory.CreateTempSubdirectory("gpucqa-stub").FullName, "libstub.so");
        try
        {
            using Process compiler = Process.Start(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O1", "-o", target, source, "-lm"]) { RedirectStandardError = true })!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? target : throw new InvalidOperationException(errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A test that needs the stub library; skipped where no C compiler is.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StubFactAttribute : Xunit.FactAttribute
{
    public StubFactAttribute()
    {
        if (StubLibrary.Path is null) Skip = "gcc is not installed";
    }
}
