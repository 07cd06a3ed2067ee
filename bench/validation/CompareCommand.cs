using System.Globalization;
using GpuCqa.Analysis.Comparisons;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>Error rates of comparisons: the untargeted scan with nothing changed and with a new state, equivalence at the margin and without a difference, drift of a control lot; and the scan's time.</summary>
internal static class CompareCommand
{
    private static readonly CompareParameters Parameters = new() { Change = "c", Before = "p=A", After = "p=B" };

    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        if (options.Number("time", 0) > 0)
        {
            Time(device, options.Number("lots", 8), options.Number("cells", 5000), options.Number("dimensions", 50), options.Text("points") ?? "");
            return;
        }

        int runs = options.Number("runs", 1000), lots = options.Number("lots", 8), cells = options.Number("cells", 200);
        foreach (double added in new[] { 0, 0.03 })
        {
            if (options.Number("scan", 1) == 0) break;
            int[] rejected = new int[5];
            for (int r = 0; r < runs; r++)
            {
                (EmbeddedCells embedded, ComparedLot[] all) = Lots((ulong)(options.Number("first", 1) + r), lots, cells, 10, added);
                ScanFinding scan = UntargetedScan.Run(device, embedded, all, null, new ComparisonOptions(false, false, 0.05, 3, 9_999, 1), Parameters, StepProgress.None, CancellationToken.None);
                for (int t = 0; t < 4; t++) rejected[t] += scan.Tests[t].P <= 0.05 ? 1 : 0;
                rejected[4] += scan.P <= 0.05 ? 1 : 0;
            }

            string[] names = ["energy", "mmd", "sliced_wasserstein", "places", "all four"];
            for (int t = 0; t < 5; t++) Row($"{lots} v {lots} lots x {cells} cells, new state {100 * added:0} %", names[t], rejected[t], runs);
        }

        Equivalence(20 * runs);
        Drift(20 * runs);
    }

    private static void Equivalence(int runs)
    {
        foreach (double shift in new[] { 1.5, 0 })
        {
            var random = new Philox(1, RandomPurpose.Test, (ulong)(10 * shift));
            int known = 0, estimated = 0;
            for (int r = 0; r < runs; r++)
            {
                double[] before = [.. Enumerable.Range(0, 10).Select(_ => random.NextNormal())], after = [.. Enumerable.Range(0, 10).Select(_ => shift + random.NextNormal())];
                MeanDifference d = MeanDifference.Welch(before, after);
                double own = 1.5 * new QualityRange(before, 1).StandardDeviation;
                known += new EquivalenceTest(d, -1.5, 1.5, 0.05).Verdict == AttributeVerdict.Equivalent ? 1 : 0;
                estimated += new EquivalenceTest(d, -own, own, 0.05).Verdict == AttributeVerdict.Equivalent ? 1 : 0;
            }

            string what = shift == 0 ? "identical processes" : "true shift at the margin";
            Row($"10 v 10 lots, {what}", "TOST, margin 1.5 SD known", known, runs);
            Row($"10 v 10 lots, {what}", "TOST, margin 1.5 SD of the lots before", estimated, runs);
        }
    }

    private static void Drift(int runs)
    {
        foreach (double drift in new[] { 1.2, 1.0 })
        {
            foreach (int controls in new[] { 1, 2, 3 })
            {
                var random = new Philox(2, RandomPurpose.Test, (ulong)controls);
                int flagged = 0, insufficient = 0;
                var spec = new AttributeSpec { Name = "a", Columns = ["a"], Unit = "1", Scale = AttributeScale.Linear, Critical = Criticality.Critical, SafetyLink = "known", EfficacyLink = "known", Tier = AttributeTier.Shown, TierReason = "", Concern = "both", Justification = "", MethodStatus = "unknown" };
                for (int r = 0; r < runs; r++)
                {
                    MethodPoint[] points = [.. Enumerable.Range(0, 10 + controls).Select(i => new MethodPoint(i < 10 ? "history" : "control", "C", "", "", "", 100 * (i < 10 ? 1 : drift) * (1 + (0.05 * random.NextNormal()))))];
                    MethodFinding gate = MethodGate.Judge(new AttributeMeasurements(spec, [1, 2], null, null), [new ComparedLot("x", false, null), new ComparedLot("y", true, null)], points, 0.3, 0.05);
                    flagged += gate.Problem ? 1 : 0;
                    insufficient += !gate.Problem && gate.ControlsInsufficient ? 1 : 0;
                }

                Row($"control lot, CV 5 %, 10 points of history, {controls} now, drift {100 * (drift - 1):0} %", "not flagged, and called INSUFFICIENT", insufficient, runs);

                Row($"control lot, CV 5 %, 10 points of history, {controls} now", drift == 1 ? "flagged without drift" : "flagged at a drift of 20 %", flagged, runs);
            }
        }
    }

    private static void Time(ComputeDevice device, int lots, int cells, int dimensions, string points)
    {
        (EmbeddedCells embedded, ComparedLot[] all) = Lots(1, lots, cells, dimensions, 0.03);
        // For a peer that computes the same: float32, cells x dimensions, the cells of one lot together.
        if (points.Length > 0) File.WriteAllBytes(points, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(embedded.Points.Values).ToArray());
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        ScanFinding scan = UntargetedScan.Run(device, embedded, all, null, new ComparisonOptions(false, false, 0.05, 3, 99_999, 1), Parameters, StepProgress.None, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lots} v {lots} lots x {cells} cells, {dimensions} dimensions, {scan.Labellings} labellings: {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.0} s of the processor, p {scan.P:0.####}, energy {scan.Tests[0].Statistic:R} p {scan.Tests[0].P:0.####}"));
    }

    private static void Row(string setting, string what, int count, int runs)
    {
        Interval i = ProportionInterval.ClopperPearson(count, runs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {setting} | {what} | {runs} | {count / (double)runs:0.000} | {i.Low:0.000} to {i.High:0.000} |"));
    }

    // Five states of which lots have different shares, lots shifted as a whole; after the change a share of the cells lies where none lay before.
    private static (EmbeddedCells Cells, ComparedLot[] Lots) Lots(ulong seed, int side, int cells, int dimensions, double added)
    {
        const int States = 5;
        var random = new Philox(seed, RandomPurpose.Test);
        double[][] centers = [.. Enumerable.Range(0, States + 1).Select(_ => Enumerable.Range(0, dimensions).Select(_ => 2.5 * random.NextNormal()).ToArray())];
        int lots = 2 * side;
        var points = new DenseMatrix<float>(lots * cells, dimensions);
        int[] states = new int[lots * cells];
        for (int l = 0; l < lots; l++)
        {
            double[] weights = [.. Enumerable.Range(0, States).Select(_ => Math.Exp(0.35 * random.NextNormal()))];
            double[] shift = [.. Enumerable.Range(0, dimensions).Select(_ => 0.15 * random.NextNormal())];
            for (int c = 0; c < cells; c++)
            {
                int at = (l * cells) + c, state = States;
                if (l < side || random.NextDouble() >= added)
                {
                    double u = random.NextDouble() * weights.Sum();
                    for (state = 0; state < States - 1 && (u -= weights[state]) >= 0; state++) { }
                }

                states[at] = state;
                for (int k = 0; k < dimensions; k++) points[at, k] = (float)(centers[state][k] + shift[k] + random.NextNormal());
            }
        }

        return (new EmbeddedCells("X_pca", points, [.. Enumerable.Range(0, lots + 1).Select(l => l * cells)], ["a", "b", "c", "d", "e", "new"], states, false), [.. Enumerable.Range(0, lots).Select(l => new ComparedLot($"L{l}", l >= side, null))]);
    }
}
