using System.CommandLine;
using System.Globalization;
using GpuCqa.Cli.Benchmarks;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa bench</c>: what a device does of each operation, beside what it could do.</summary>
public static class BenchVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var scale = new Option<string>("--scale")
        {
            Description = "Sizes: tiny (tries the program), small (a few CPU cores), full (a data-centre GPU, 1,000,000 cells).",
            HelpName = "name",
            DefaultValueFactory = _ => "small",
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"Operations to run: {string.Join(", ", BenchmarkRun.All.Select(b => b.Name))} (default: all).",
            HelpName = "name",
            AllowMultipleArgumentsPerToken = true,
        };
        var repeats = new Option<int>("--repeats") { Description = "Timed runs of each, after one that warms up.", HelpName = "n", DefaultValueFactory = _ => 3 };
        var command = new Command("bench", "Check and time each operation of a device beside a copy and a matrix product measured in the same run.") { device, threads, scale, only, repeats, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(device)!, parsed.GetValue(threads), BenchmarkScale.Of(parsed.GetValue(scale)!), parsed.GetValue(only) ?? [], parsed.GetValue(repeats), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string name, int? threads, BenchmarkScale scale, string[] only, int repeats, bool json)
    {
        if (repeats is < 1 or > 1000) throw new InvalidParameterException($"--repeats is {repeats}; expected 1 to 1000.");
        string? unknown = only.FirstOrDefault(o => BenchmarkRun.All.All(b => b.Name != o));
        if (unknown is not null) throw new InvalidParameterException($"--only is '{unknown}'; expected {string.Join(", ", BenchmarkRun.All.Select(b => b.Name))}.");
        using ComputeDevice device = ComputeDevices.Open(name, threads, DeviceFamilies.All);
        DeviceCeilings ceilings = device.MeasureCeilings(scale.Ceilings.CopyBytes, scale.Ceilings.Matrix, repeats);
        TextWriter text = json ? Console.Error : Console.Out;
        text.WriteLine($"{device.Info.Kind}: {device.Info.Description}");
        string single = ceilings.Gemm32 is { } rate ? string.Create(CultureInfo.InvariantCulture, $", float32 GEMM {rate / 1e12:F3} TFLOP/s") : "";
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"measured in this run: copy {ceilings.CopyBytesPerSecond / 1e9:F1} GB/s (read + written){single}, float64 GEMM {ceilings.Gemm64 / 1e12:F3} TFLOP/s ({ceilings.GemmBy})"));
        var results = new List<BenchmarkResult>();
        foreach (Benchmark benchmark in BenchmarkRun.All.Where(b => only.Length == 0 || only.Contains(b.Name)))
        {
            results.Add(BenchmarkRun.Of(device, benchmark, scale, ceilings, repeats));
            text.WriteLine(BenchmarkTable.Line(results[^1]));
        }

        if (json) Console.Out.WriteLine(BenchmarkTable.Json(device.Info, scale.Name, repeats, ceilings, results).ToJsonString(JsonText.Indented));
        return results.All(r => r.Checked) ? 0 : ErrorTable.ExitCode(ErrorReason.Internal);
    }
}
