using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Simulation;

namespace GpuCqa.Validation;

/// <summary>Seconds of calibrating a reference and of judging one lot.</summary>
internal static class SpeedCommand
{
    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        int cells = options.Number("cells", 30_000), queries = options.Number("queries", 100_000), genes = options.Number("genes", 2000);
        SimulatedLot[] train = [.. CohortSimulator.Create(SimulationPresets.Scale(cells, genes), 1).TrainLots];
        (ReferenceModel model, IReadOnlyList<CsrMatrix<float>> values) = FrozenReference.Freeze(
            device, [.. train.Select(l => new SimulatedCellSource(l, device))], [.. train.Select(l => l.Name)], new DiscoverParameters { Readouts = [], LayoutEpochs = 1, Resolutions = [0.5, 1.2] });
        Console.WriteLine($"{model.Cells.Count} reference cells x {model.Genes.Count} genes, {values.Sum(v => v.NonZeros)} non-zeros, clusters {string.Join("/", model.Clusterings.Select(c => c.Clusters))}");
        LeftOutStrangeness strangeness = Time("strangeness without lot and cluster, shared programs of every lot", () => LeftOutStrangeness.Of(device, model, values)!);
        var vote = new NeighborVote(device, model);
        StrangenessModel strange = StrangenessModel.Of(model)!;
        Time("programs that train lots vary in (part of it)", () => KnownPrograms.Of(device, model, values));
        double[] own = Time("strangeness of the cells of the reference (about half of it)", () => values.SelectMany(v => strange.Of(device, v)).ToArray());
        Time("shift of the cells of the reference (part of it)", () => values.Select(v => LotShift.Of(device, strange, v)).ToArray());
        Calibration calibration = Time("lots and clusters left out, limits", () => Calibrator.Run(model, strangeness, NeighborVote.Name, vote.Masked, new CalibrationTargets(), StepProgress.None));
        var rows = new CsrRowBuffer<float>(model.Genes.Count);
        var places = new DenseMatrix<float>(queries, model.Projections.Columns);
        int at = 0;
        while (at < queries)
        {
            int first = 0;
            foreach (CsrMatrix<float> block in values)
            {
                for (int r = 0; r < block.Rows && at < queries; r++, at++)
                {
                    rows.Append(block.RowIndices(r), block.RowValues(r));
                    model.Projections.Row(first + r).CopyTo(places.Row(at));
                }

                first += block.Rows;
            }
        }

        CsrMatrix<float> lot = rows.Take();
        double[] each = Time($"strangeness of {queries} cells", () => strange.Of(device, lot));
        LabelTransfer transfer = Time("vote of nearest neighbours (not part of this)", () => vote.Map(places));
        double[] shared = Time($"shared programs of a lot of {queries} cells", () => SharedPrograms.Score(device, strange, calibration.Known, lot, [.. Enumerable.Range(0, queries).Select(i => i.ToString(CultureInfo.InvariantCulture))], each, 1));
        double shift = Time("shift of the lot", () => LotShift.Of(device, strange, lot));
        Time("verdicts", () => Refusal.Judge(calibration, transfer, each, shared, shift: shift));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.0} GB"));
    }

    private static T Time<T>(string what, Func<T> body)
    {
        var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        T result = body();
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0.00} s, processor {(process.TotalProcessorTime - before).TotalSeconds:0.00} s"));
        return result;
    }
}
