using Google.Protobuf.Collections;
using GpuCqa.Analysis.Cells;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Results;
using GpuCqa.Statistics;
using Cohort = GpuCqa.Api.V1.Cohort;
using FractionAssociation = GpuCqa.Statistics.FractionAssociation;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Columns of the lots of a cohort with its readouts: the lot is the replicate, and all pairs are one family.</summary>
internal sealed class LotCorrelation(SpecInputs inputs)
{
    /// <summary>Pairs times orders that one analysis may ask for.</summary>
    public const long MostWork = 1L << 41;

    /// <summary>Checks the fields of this form.</summary>
    public IReadOnlyList<string> Check(CorrelateSpec spec)
    {
        if (spec.Others.Count > 0) throw new InvalidParameterException("correlate.others is for correlate.dataset; the other side of a cohort is correlate.readouts.");
        if (spec.Readouts.Count is 0 or > 100) throw new InvalidParameterException($"correlate.readouts has {spec.Readouts.Count} entries; expected 1 to 100.");
        if (spec.Readouts.Distinct(StringComparer.Ordinal).Count() != spec.Readouts.Count) throw new InvalidParameterException("correlate.readouts names a column twice.");
        Confidence(spec);
        MaxTOptions options = Options(spec);
        (SpecCohort cohort, TrainLots train) = Read(spec);
        if (train.Lots.Count < 3) throw new PreconditionException($"{spec.Cohort} has {train.Lots.Count} train lots with a value of every readout; a correlation needs 3.");
        CohortInput input = Open(spec, cohort.Message, train, _ => { });
        int columns = FeatureChoice.Of("correlate.columns", FeatureJoin.Of(input).Shared, spec.Columns).Length;
        long orders = options.PlanFor(Readouts(spec, train)).Permutations;
        if (orders > MostWork / columns / spec.Readouts.Count)
            throw new PreconditionException($"{columns} columns, {spec.Readouts.Count} readouts and {orders} orders are more than {MostWork} comparisons; name fewer columns, or lower correlate.exact_lots, correlate.exact_orders or correlate.permutations.");
        return [spec.CohortEtag, .. cohort.Datasets.Values.Select(d => d.Uid)];
    }

    /// <summary>What is needed.</summary>
    public JobNeed Plan(CorrelateSpec spec, long? deviceFreeBytes, CancellationToken cancellation)
    {
        (SpecCohort cohort, TrainLots train) = Read(spec);
        var size = HeaderSizes.Of(Open(spec, cohort.Message, train, _ => { }), cancellation);
        return KindNeed.Lots(size, spec.Columns.Count > 0 ? spec.Columns.Count : size.Genes, CorrelateKind.Summary(spec) == LotSummary.Median, deviceFreeBytes);
    }

    /// <summary>Computes and writes.</summary>
    public IReadOnlyList<InputFile> Run(AnalysisRun run, CorrelateSpec spec, Workplace work)
    {
        (SpecCohort cohort, TrainLots train) = Read(spec);
        foreach (string note in train.Notes) work.Progress.Note(note);
        double? scale = spec.Raw ? null : CorrelateKind.ScaleFactor(spec);
        LotColumns values = LotColumnReader.Read(
            work, Open(spec, cohort.Message, train, work.Progress.Note), spec.Columns, Limits("correlate", spec.Limits), CorrelateKind.Summary(spec), scale);
        double[][] columns = Enumerable.Range(0, values.Columns.Count).Select(c => Enumerable.Range(0, values.Values.Rows).Select(l => values.Values[l, c]).ToArray()).ToArray();
        double[][] readouts = Readouts(spec, train);
        Write(run.Output, [.. train.Lots.Select(l => l.Lot.Name)], values, readouts);
        CorrelationKind kind = CorrelateKind.Method(spec);
        IReadOnlyList<FractionAssociation> found = FractionTest.Run(run.Device, kind, columns, readouts, Options(spec), Confidence(spec), run.Cancellation, work.Progress);
        Write(run.Output, found, values.Columns, spec.Readouts, train.Lots.Count);
        var used = train.Lots.Select(l => l.Lot.Name).ToHashSet(StringComparer.Ordinal);
        bool inOne = cohort.Message.LotColumn.Length > 0;
        return [.. cohort.Message.Lots.Where(l => l.Dataset.Length > 0 && (inOne || used.Contains(l.Lot))).Select(l => l.Dataset).Distinct(StringComparer.Ordinal).SelectMany(d => inputs.Files(cohort.Datasets[d]))];
    }

    internal static MaxTOptions Options(CorrelateSpec spec) => new()
    {
        ExactLots = Whole("correlate.exact_lots", spec.HasExactLots ? spec.ExactLots : 11, 0, PermutationPlan.MaximumExactLots),
        ExactOrders = Whole("correlate.exact_orders", spec.HasExactOrders ? spec.ExactOrders : PermutationPlan.MaximumExactOrders, 0, PermutationPlan.MaximumExactOrders),
        Permutations = Whole("correlate.permutations", spec.HasPermutations ? spec.Permutations : 100_000, 999, 100_000_000),
        Seed = spec.HasSeed ? spec.Seed : 1,
    };

    private static double[][] Readouts(CorrelateSpec spec, TrainLots train) => [.. Enumerable.Range(0, spec.Readouts.Count).Select(i => train.Lots.Select(l => l.Readouts[i]).ToArray())];

    private static double Confidence(CorrelateSpec spec) => Share("correlate.confidence", spec.HasConfidence ? spec.Confidence : 0.95);

    private (SpecCohort Cohort, TrainLots Train) Read(CorrelateSpec spec)
    {
        SpecCohort cohort = inputs.Cohort(spec.Cohort, spec.CohortEtag, spec.Readouts, "correlate.readouts");
        TrainLots train = TrainLots.Of(cohort.Sheet, spec.Readouts);
        if (cohort.Message.LotColumn.Length == 0) SharedCells.Refuse(cohort.Sheet, train.Lots, spec.Read?.Genome is { Length: > 0 } genome ? genome : null);
        return (cohort, train);
    }

    private static CohortInput Open(CorrelateSpec spec, Cohort cohort, TrainLots train, Action<string> note)
    {
        CellFileOptions options = SpecInputs.Options(spec.Read) with { Note = note, GroupColumn = SpecInputs.Optional(cohort.LotColumn) };
        if (cohort.LotColumn.Length == 0) return new CohortInput(train.Lots, [.. train.Lots.Select((l, i) => new CellInput(CellFiles.Open(l.Lot.Path!, options), i))]);
        string[] paths = train.Lots.Select(l => l.Lot.Path).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return paths.Length > 0 ? new CohortInput(train.Lots, [.. paths.Select(p => new CellInput(CellFiles.Open(p, options), -1))]) : throw new InvalidParameterException($"{spec.Cohort}: no train lot names a dataset.");
    }

    private static void Write(ResultOutput output, string[] lots, LotColumns values, double[][] readouts)
    {
        using (TableWriter table = output.Table("lots", Columns.Text("lot"), Columns.Int64("cells"), Columns.Float64("readouts", readouts.Length)))
        {
            for (int l = 0; l < lots.Length; l++)
            {
                table.Write(lots[l]);
                table.Write(values.Cells[l]);
                table.Write(readouts.Select(r => r[l]).ToArray());
                table.EndRow();
            }
        }

        using TableWriter columns = output.Table("columns", Columns.Text("id"), Columns.Text("name"), Columns.Float64("values", lots.Length));
        for (int c = 0; c < values.Columns.Count; c++)
        {
            columns.Write(values.Columns.Ids[c]);
            columns.Write(values.Columns.Names[c]);
            columns.Write(Enumerable.Range(0, lots.Length).Select(l => values.Values[l, c]).ToArray());
            columns.EndRow();
        }
    }

    // Best first.
    private static void Write(ResultOutput output, IReadOnlyList<FractionAssociation> found, FeatureTable columns, RepeatedField<string> readouts, int lots)
    {
        using TableWriter table = output.Table(
            "associations", Columns.Text("id"), Columns.Text("name"), Columns.Text("readout"), Columns.Int32("n"), Columns.Float64("r"), Columns.Float64("p"), Columns.Float64("p_family"), Columns.Float64("p_family_step_down"),
            Columns.Float64("interval_low"), Columns.Float64("interval_high"), Columns.Float64("leave_one_out_low"), Columns.Float64("leave_one_out_high"));
        foreach (FractionAssociation pair in found)
        {
            table.Write(columns.Ids[pair.Fraction]);
            table.Write(columns.Names[pair.Fraction]);
            table.Write(readouts[pair.Readout]);
            table.Write(lots);
            foreach (double number in new[] { pair.Rho, pair.P, pair.PFamily, pair.PFamilyStepDown, pair.IntervalLow, pair.IntervalHigh, pair.LeaveOneOutLow, pair.LeaveOneOutHigh }) table.Write(number);
            table.EndRow();
        }
    }
}
