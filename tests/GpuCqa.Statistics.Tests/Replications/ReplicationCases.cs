namespace GpuCqa.Statistics.Tests;

/// <summary>Hypotheses and sets of lots for the tests of replication.</summary>
internal static class ReplicationCases
{
    public const string Reference = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly ReplicationOptions Options = new() { ReferenceHash = Reference, PowerDraws = 200 };

    public static LockedHypothesis Hypothesis(int direction = 1, double alpha = 0.05) => new()
    {
        Id = "H1", Readout = "vegf", Resolution = 0.5, Cluster = 3, Direction = direction, Alpha = alpha, TrainLots = 6, TrainRho = 0.9 * direction, TrainPFamily = 0.013, Stability = 0.8, Flags = [],
        Marker = new MarkerThreshold("ENSG1", "LRRC75A", 0.9, "leading"),
    };

    public static ReplicationSet Set(string role, double[] fractions, double[] readouts, string? tissue = null, double[]? high = null, string? process = null) => new()
    {
        Role = role,
        Lots = [.. fractions.Select((_, i) => new ReplicationLot($"{role}{i}", $"D-{role}{i}", tissue, process))],
        Fractions = [fractions],
        Readouts = [readouts],
        MarkerHigh = [high],
    };

    public static ReplicationSet Train(string? tissue = null, string? process = null) =>
        Set("train", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [100, 210, 290, 405, 480, 620], tissue, [0.35, 0.41, 0.28, 0.22, 0.39, 0.30], process);

    public static ReplicationSet Perfect(string role, string? tissue = null, string? process = null) => Set(role, [0.1, 0.2, 0.3, 0.4, 0.5], [1, 2, 3, 4, 5], tissue, process: process);
}
