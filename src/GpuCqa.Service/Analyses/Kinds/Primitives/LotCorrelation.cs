using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Cohorts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Naming;
using GpuCqa.Statistics;
using FractionAssociation = GpuCqa.Statistics.FractionAssociation;
using static GpuCqa.Service.Analyses.Kinds.FieldCheck;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Columns of the lots of a cohort with its readouts: the lot is the replicate, and all pairs are one family.</summary>
public sealed class LotCorrelation(CohortTable cohorts, CohortLots lots, DatasetSource datasets)
{
    /// <summary>Pairs times orders that one analysis may ask for.</summary>
    public const long MostWork = 1L << 41;

    /// <summary>Names the cohort by its etag.</summary>
    public AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        string[] parts = ResourceId.Parse("correlate.cohort", spec.Correlate.Cohort, "projects/{project}/cohorts/{cohort}");
        if (parts[0] != project) throw new InvalidParameterException($"correlate.cohort {spec.Correlate.Cohort} is of another project than the analysis.");
        Cohort cohort = cohorts.Find(project, parts[1]) ?? throw new NotFoundException($"{spec.Correlate.Cohort}: there is no such cohort.");
        if (spec.Correlate.CohortEtag.Length > 0 && spec.Correlate.CohortEtag != cohort.Etag) throw new RefusedException(ErrorReason.Aborted, $"{spec.Correlate.Cohort} is another one than correlate.cohort_etag says; read it again.");
        return new AnalysisSpec(spec) { Correlate = new CorrelateSpec(spec.Correlate) { CohortEtag = cohort.Etag } };
    }

    /// <summary>Checks the fields of this form.</summary>
    public IReadOnlyList<string> Check(CorrelateSpec spec)
    {
        if (spec.Others.Count > 0) throw new InvalidParameterException("correlate.others is for correlate.dataset; the other side of a cohort is correlate.readouts.");
        if (spec.Readouts.Count is 0 or > 100) throw new InvalidParameterException($"correlate.readouts has {spec.Readouts.Count} entries; expected 1 to 100.");
        if (spec.Readouts.Distinct(StringComparer.Ordinal).Count() != spec.Readouts.Count) throw new InvalidParameterException("correlate.readouts names a column twice.");
        Confidence(spec);
        MaxTOptions options = Options(spec);
        (Cohort cohort, IReadOnlyDictionary<string, DatasetRecord> named, TrainLots train) = Read(spec);
        if (train.Lots.Count < 3) throw new PreconditionException($"{spec.Cohort} has {train.Lots.Count} train lots with a value of every readout; a correlation needs 3.");
        CohortInput input = Open(spec, cohort, train, _ => { });
        int columns = FeatureChoice.Of("correlate.columns", FeatureJoin.Of([.. input.Files.Select(f => f.Source)]).Shared, spec.Columns).Length;
        long orders = options.PlanFor(Readouts(spec, train)).Permutations;
        if (orders > MostWork / columns / spec.Readouts.Count)
            throw new PreconditionException($"{columns} columns, {spec.Readouts.Count} readouts and {orders} orders are more than {MostWork} comparisons; name fewer columns, or lower correlate.exact_lots, correlate.exact_orders or correlate.permutations.");
        return [spec.CohortEtag, .. named.Values.Select(d => d.Uid)];
    }

    /// <summary>What is needed.</summary>
    public JobNeed Plan(CorrelateSpec spec, long? deviceFreeBytes, CancellationToken cancellation)
    {
        (Cohort cohort, _, TrainLots train) = Read(spec);
        var size = HeaderSizes.Of(Open(spec, cohort, train, _ => { }), cancellation);
        return PrimitiveNeed.Lots(size, spec.Columns.Count > 0 ? spec.Columns.Count : size.Genes, PrimitiveFields.Summary("correlate.summary", spec.Summary) == LotSummary.Median, deviceFreeBytes);
    }

    /// <summary>Computes and writes.</summary>
    public IReadOnlyList<InputFile> Run(AnalysisRun run, Workplace work)
    {
        CorrelateSpec spec = run.Spec.Correlate;
        (Cohort cohort, IReadOnlyDictionary<string, DatasetRecord> named, TrainLots train) = Read(spec);
        if (train.Dropped is { } dropped) work.Progress.Note(dropped);
        double? scale = spec.Raw ? null : PrimitiveFields.ScaleFactor("correlate", spec.HasScaleFactor, spec.ScaleFactor);
        LotColumns values = LotColumnReader.Read(
            work, Open(spec, cohort, train, work.Progress.Note), spec.Columns, PrimitiveFields.Limits("correlate", spec.Limits), PrimitiveFields.Summary("correlate.summary", spec.Summary), scale);
        double[][] columns = Enumerable.Range(0, values.Columns.Count).Select(c => Enumerable.Range(0, values.Values.Rows).Select(l => values.Values[l, c]).ToArray()).ToArray();
        double[][] readouts = Readouts(spec, train);
        LotTables.Write(run.Output, [.. train.Lots.Select(l => l.Lot.Name)], values, readouts);
        CorrelationKind kind = PrimitiveFields.Method("correlate.method", spec.Method);
        IReadOnlyList<FractionAssociation> found = FractionTest.Run(run.Device, kind, columns, readouts, Options(spec), Confidence(spec), run.Cancellation, work.Progress);
        LotTables.Write(run.Output, found, values.Columns, spec.Readouts, train.Lots.Count);
        var used = train.Lots.Select(l => l.Lot.Name).ToHashSet(StringComparer.Ordinal);
        return [.. cohort.Lots.Where(l => l.Dataset.Length > 0 && (cohort.LotColumn.Length > 0 || used.Contains(l.Lot))).Select(l => l.Dataset).Distinct(StringComparer.Ordinal).SelectMany(d => datasets.Files(named[d]))];
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

    private (Cohort Cohort, IReadOnlyDictionary<string, DatasetRecord> Datasets, TrainLots Train) Read(CorrelateSpec spec)
    {
        Cohort cohort = cohorts.OfUid(spec.CohortEtag) ?? throw new NotFoundException($"{spec.Cohort}: there is no such cohort.");
        IReadOnlyDictionary<string, DatasetRecord> named = lots.Datasets(cohort);
        Core.Cohorts.Cohort sheet = lots.Of(cohort, named);
        CohortLots.CheckReadouts(sheet, spec.Readouts, "correlate.readouts");
        return (cohort, named, TrainLots.Of(sheet, spec.Readouts));
    }

    private static CohortInput Open(CorrelateSpec spec, Cohort cohort, TrainLots train, Action<string> note)
    {
        CellFileOptions options = DatasetSource.Options(spec.Read) with { Note = note, GroupColumn = cohort.LotColumn.Length > 0 ? cohort.LotColumn : null };
        if (cohort.LotColumn.Length == 0) return new CohortInput(train.Lots, [.. train.Lots.Select((l, i) => new CellInput(CellFiles.Open(l.Lot.Path!, options), i))]);
        string[] paths = train.Lots.Select(l => l.Lot.Path).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return paths.Length > 0 ? new CohortInput(train.Lots, [.. paths.Select(p => new CellInput(CellFiles.Open(p, options), -1))]) : throw new InvalidParameterException($"{spec.Cohort}: no train lot names a dataset.");
    }
}
