using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace GpuCqa.Compute.Tests.Processors;

/// <summary>The device of this machine's own width once more as a lesser processor runs it: without fused operations, with vectors in software.</summary>
/// <remarks>Kernels of every width run on every machine by <see cref="VectorWidth"/>; this is for what the runtime itself does otherwise.</remarks>
public class ProcessorTests
{
    [OnProcessorFact(VectorWidth.Bits256)]
    public Task Conformance_WithoutAvx512_Passes() => Passes(VectorWidth.Bits256, "EnableAVX512", "EnableAVX512F");

    [OnProcessorFact(VectorWidth.Bits128)]
    public Task Conformance_WithoutAvx2_Passes() => Passes(VectorWidth.Bits128, "EnableAVX2");

    [OnProcessorFact(VectorWidth.Scalar)]
    public Task Conformance_WithoutVectors_Passes() => Passes(VectorWidth.Scalar, "EnableHWIntrinsic");

    [Fact]
    public void Width_OfAProcessThatWasStarted_IsTheOneAskedFor()
    {
        using var device = new CpuDevice();
        if (Environment.GetEnvironmentVariable(OnProcessorFactAttribute.Variable) is { } wanted) Assert.Equal(int.Parse(wanted, CultureInfo.InvariantCulture), (int)device.Width);
        else Assert.NotEqual(VectorWidth.Best, device.Width);
    }

    private static async Task Passes(VectorWidth width, params string[] without)
    {
        const string Filter = "FullyQualifiedName~Conformance.CpuConformance|FullyQualifiedName~Tests.Exact.|FullyQualifiedName~Width_OfAProcess";
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["vstest", typeof(ProcessorTests).Assembly.Location, $"--TestCaseFilter:{Filter}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string feature in without) start.Environment[$"DOTNET_{feature}"] = "0";
        start.Environment[OnProcessorFactAttribute.Variable] = ((int)width).ToString(CultureInfo.InvariantCulture);
        // What the test host that runs this test was told is not for another.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("VSTEST", StringComparison.Ordinal) || k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        string said = await output + await errors;
        Assert.True(process.ExitCode == 0, said);
        Assert.Matches(@"Passed!\s+- Failed:\s+0, Passed:\s+[1-9]\d\d", said);
    }
}
