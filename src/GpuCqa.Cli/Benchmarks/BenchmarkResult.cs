namespace GpuCqa.Cli.Benchmarks;

/// <summary>What one benchmark measured.</summary>
/// <param name="Name">Operation.</param>
/// <param name="Size">Size in words.</param>
/// <param name="Checked">Whether its sample agreed with the reference device.</param>
/// <param name="Difference">Largest relative difference from the reference.</param>
/// <param name="Fastest">Seconds of the fastest run.</param>
/// <param name="Median">Seconds of the median run.</param>
/// <param name="Rate">Work a second of the median run: bytes or floating-point operations.</param>
/// <param name="Unit">"B/s", "FLOP/s" or "".</param>
/// <param name="Share">Rate divided by the measured ceiling, or null.</param>
/// <param name="Ceiling">Which ceiling.</param>
/// <param name="Counted">How the work was counted.</param>
/// <param name="OnHost">Operations that ran on the host because the device lacks them.</param>
internal sealed record BenchmarkResult(
    string Name, string Size, bool Checked, double Difference, double Fastest, double Median, double Rate, string Unit, double? Share, string Ceiling, string Counted, IReadOnlyList<string> OnHost);
