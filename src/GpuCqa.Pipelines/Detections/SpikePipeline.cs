using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Spikes;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Detections;

/// <summary>The search for a rare hazard through the mapping of its lots onto a frozen reference: what is called in them, and what would be, were hazardous cells spiked in.</summary>
/// <remarks>
/// Sensitivity and false positives are found, not assumed: the first on the spiked cells, the second on blank lots, else on train lots that were left out of the reference. Both are written into the parameters of the result. Mapping is
/// Symphony's, the one for release testing; cells are refused one by one.
/// </remarks>
public sealed class SpikePipeline
{
    /// <summary>What provenance calls the file of hazardous cells.</summary>
    public const string HazardLot = "hazardous cells";

    private static readonly MapParameters Mapping = new() { Method = "symphony" };

    private readonly SpikeRequest request;
    private readonly ReferenceRecord reference;
    private readonly MapLots chosen;

    /// <summary>Takes the lots and looks at the reference; no file of cells is opened.</summary>
    /// <exception cref="NotFoundException">There is no reference.</exception>
    /// <exception cref="PreconditionException">Every lot has the role train.</exception>
    /// <exception cref="InvalidParameterException">Nothing says what the hazard is, or a parameter is out of its range.</exception>
    public SpikePipeline(SpikeRequest request)
    {
        this.request = request;
        DetectParameters p = request.Parameters;
        if (p.Hazard is null && request.HazardCells is null) throw new InvalidParameterException("Nothing says what the hazard is: give --hazard CLUSTER (a cluster of the reference), --hazard-cells FILE (cells of their own), or both.");
        if (p.Hazard is null && p.Resolution is not null) throw new InvalidParameterException("A resolution is that of the hazard's cluster, and no cluster was named.");
        if (p.Replicates is < 2 or > 10_000) throw new InvalidParameterException($"Each lot is spiked 2 to 10000 times at each frequency; found {p.Replicates}.");
        (reference, _) = ReferenceFolder.Inspect(request.Reference);
        if (reference.Parameters.Controls.Count > 0) throw new PreconditionException("The reference is of image features on the scale of plates; cells are spiked in silico for references of counts.");
        chosen = MapLots.Of(request.Cohort, [], reference.Parameters with { Readouts = [] });
        if (request.LotColumn is null) SharedCells.Refuse(request.Cohort, chosen.Lots, request.Files.Genome);
        if (chosen.Lots.FirstOrDefault(l => l.Lot.Name == HazardLot) is not null) throw new InvalidParameterException($"A lot is named '{HazardLot}', as the cells of a hazard are; give it another name.");
        // What is out of its range is said before a cell is read.
        _ = HazardSearch.Of(p, [], []);
    }

    /// <summary>What is done, in one sentence.</summary>
    public string Design => $"{Counted.Of(chosen.Lots.Count, "lot")} {Counted.Word(chosen.Lots.Count, "is", "are")} mapped onto the reference, searched, and spiked {request.Parameters.Replicates} times at each of {SpikedSeries.Frequencies.Count} frequencies.";

    /// <summary>All lots whose files are read.</summary>
    public IReadOnlyList<Lot> Lots => [.. chosen.Lots.Select(l => l.Lot)];

    /// <summary>The file of hazardous cells, if one was given.</summary>
    public IReadOnlyList<InputFile> HazardFiles => request.HazardCells is { } path ? InputFiles.OfCells(HazardLot, path) : [];

    /// <summary>The reference.</summary>
    public ReferenceRecord Reference => reference;

    /// <summary>The reference as an input of the result.</summary>
    public InputRecord ReferenceRecord => new("reference", Path.GetFullPath(ReferenceFolder.Locate(request.Reference)), reference.Files.Sum(f => f.Bytes), reference.Hash);

    /// <summary>The memory that the mapping needs.</summary>
    public MapNeed Need(long? deviceFreeBytes, CancellationToken cancellation)
    {
        CohortSize all = HeaderSizes.Of(Open(_ => { }, _ => { }), cancellation);
        return MapNeed.Of(new MapSize(all, all), reference, Mapping, deviceFreeBytes);
    }

    /// <summary>Maps every lot, spikes it, and says what would be seen.</summary>
    /// <exception cref="PreconditionException">The hazard's cells are all of one train lot, or the mapping calls none of the spiked cells more often than harmless ones.</exception>
    /// <exception cref="NotFoundException">The reference has no such cluster or resolution.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public DetectResult Run(ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        var notes = new NoteCollector(progress);
        foreach (string note in chosen.Notes) notes.Note(note);
        progress.Begin("reference", 0);
        ReferenceModel model = ReferenceFolder.Read(request.Reference, cancellation);
        progress.End();
        DetectParameters p = request.Parameters;
        HazardCall call = Call(model, p);
        using var mapper = new LotMapper(device, model, Mapping);
        Calibration calibration = Calibrations.Of(model, mapper, Mapping, notes, cancellation);
        foreach (string warning in calibration.Warnings) notes.Warn(warning);
        var lots = new List<SpikeLot>();
        var counted = new List<DetectionLot>();
        var removed = new List<RemovedCount>();
        foreach (QueryLot query in Read(device, model, Open(notes.Note, notes.Warn), notes, cancellation))
        {
            Judgement judgement = Refusal.Judge(2 * query.CellsOfReference > query.Count ? calibration.WithoutLimits() : calibration, mapper.Map(query, cancellation), query.Strangeness);
            if (judgement.Lot.Foreign is { } foreign) notes.Warn($"Lot {query.Lot.Name} as a whole is unlike the train lots: {foreign}. What is called in it says little.");
            string[] scanned = query.Removed is null ? [] : mapper.Scan(query, calibration, call.Resolution, cancellation);
            long called = Enumerable.Range(0, query.Count).LongCount(c => call.Of(judgement, c));
            string wanted = call.Cluster is { } cluster ? cluster.ToString(CultureInfo.InvariantCulture) : RemovedCount.NotInReference;
            long told = scanned.LongCount(c => c != RemovedCount.TooFewGenes), scannedCalled = scanned.LongCount(c => c == wanted);
            removed.AddRange(RemovedCells.Count(query, judgement, scanned, call.Resolution));
            lots.Add(new SpikeLot(query.Lot.Name, query.Lot.Donor, query.Projection, query.Limits, query.Count + told, called + scannedCalled));
            counted.Add(new DetectionLot(query.Lot.Name, query.Role == "blank" ? "blank" : "test", query.Count + told, called + scannedCalled, told, scannedCalled, double.NaN, double.NaN, false));
        }

        IReadOnlyList<HazardCells> sources = Sources(device, model, call, notes, cancellation);
        progress.Begin("spike", sources.Count);
        IReadOnlyList<SpikedRun> runs = SpikeIn.Run(device, model, calibration, call, sources, lots, p.Replicates, Mapping.KVote, p.Seed, progress.Report, cancellation);
        progress.End();
        if (runs.Count == 0) throw new PreconditionException("Every hazardous cell is of a donor of the lots: cells are spiked into lots of other donors only.");
        if (lots.Where(l => runs.All(r => r.Lot != l.Name)).Select(l => l.Name).ToArray() is { Length: > 0 } without) notes.Note($"{Counted.List(without)}: the donor is that of all hazardous cells; nothing was spiked in.");
        return Judged(device, model, call, calibration, p, sources, counted, removed, runs, notes);
    }

    private DetectResult Judged(ComputeDevice device, ReferenceModel model, HazardCall call, Calibration calibration, DetectParameters p, IReadOnlyList<HazardCells> sources, List<DetectionLot> counted, List<RemovedCount> removed, IReadOnlyList<SpikedRun> runs, NoteCollector notes)
    {
        _ = device;
        SpikedSeries series = SpikedSeries.Of(runs, p.MinimumCells, p.Probability, p.Confidence);
        string what = call.Cluster is { } k ? $"cluster {k} at resolution {model.Clusterings[call.Resolution].Resolution.ToString(CultureInfo.InvariantCulture)}" : "a cell unlike every cell of the reference";
        notes.Note($"The hazard is called as {what}; {Counted.Of(sources.Sum(s => s.Count), "hazardous cell")} of {(request.HazardCells is null ? Counted.Of(sources.Count, "train lot") : "a file")} were spiked into lots of other donors.");
        notes.Note("Cells are refused one by one: what a mapping of whole lots also sees, programs that a dozen and more cells of a lot share, is not counted on at these frequencies.");
        long negatives = p.ValidationNegatives;
        double rate = p.FalsePositives;
        if (rate == 0 && counted.All(l => l.Role != "blank"))
        {
            (long Called, long Cells) left = LeftOut(model, call, calibration);
            if (left.Cells > 0)
            {
                (rate, negatives) = ((double)left.Called / left.Cells, left.Cells);
                notes.Note(string.Create(CultureInfo.InvariantCulture, $"No lot is blank: harmless cells are reckoned to be called at the rate of train lots that were left out of the reference, {left.Called:#,##0} of {left.Cells:#,##0}."));
            }
        }

        double sensitivity = p.Sensitivity < 1 ? p.Sensitivity : series.Recovered;
        if (!(sensitivity > rate))
            throw new PreconditionException(string.Create(CultureInfo.InvariantCulture, $"The mapping does not see this hazard: {series.Recovered:0.####} of the spiked cells were called, and {rate:0.####} of harmless ones. Another call (its cluster, a reference that holds it) or another assay is needed."));
        // Each cell is spiked many times: it counts once in what the recovered fraction is known by.
        long positives = p.ValidationPositives > 0 ? p.ValidationPositives : Math.Min(sources.Sum(s => s.Count), series.Lots.Sum(l => l.Spiked));
        DetectParameters reckoned = p with { Sensitivity = sensitivity, FalsePositives = rate, ValidationPositives = positives, ValidationNegatives = negatives };
        return HazardSearch.Of(reckoned, counted, notes.Messages, runs, removed, notes.Warnings) with { ReferenceHash = reference.Hash };
    }

    // Left-out cells of other clusters that were given the hazard's label, or that were refused as not in the reference.
    private static (long Called, long Cells) LeftOut(ReferenceModel model, HazardCall call, Calibration calibration)
    {
        if (call.Cluster is { } cluster)
        {
            if (calibration.Confusion.Count <= call.Resolution) return (0, 0);
            long[][] confusion = calibration.Confusion[call.Resolution];
            int[] others = [.. Enumerable.Range(0, confusion.Length).Where(k => k != cluster)];
            return (others.Sum(k => confusion[k][cluster]), others.Sum(k => confusion[k].Sum()));
        }

        return ((long)Math.Round(calibration.Lots.Sum(l => l.NotInReference * l.Cells)), calibration.Lots.Sum(l => (long)l.Cells));
    }

    private static HazardCall Call(ReferenceModel model, DetectParameters p)
    {
        int resolution = p.Resolution is { } asked ? model.Clusterings.ToList().FindIndex(c => c.Resolution == asked) : Mapper.Main(model);
        string known = string.Join(", ", model.Clusterings.Select(c => c.Resolution.ToString(CultureInfo.InvariantCulture)));
        if (resolution < 0) throw new NotFoundException($"The reference has no resolution {p.Resolution!.Value.ToString(CultureInfo.InvariantCulture)}; it has {known}.");
        // Refusal at the finest resolution is what a mapping calls not in the reference.
        if (p.Hazard is not { } cluster) return new HazardCall(model.Clusterings.Count - 1, null);
        int clusters = model.Clusterings[resolution].Clusters;
        return cluster >= 0 && cluster < clusters ? new HazardCall(resolution, cluster)
            : throw new NotFoundException($"The reference has no cluster {cluster} at resolution {model.Clusterings[resolution].Resolution.ToString(CultureInfo.InvariantCulture)}; it has 0 to {clusters - 1}.");
    }

    private IReadOnlyList<HazardCells> Sources(ComputeDevice device, ReferenceModel model, HazardCall call, NoteCollector notes, CancellationToken cancellation)
    {
        if (request.HazardCells is not { } path) return HazardCells.Of(model, call);
        var lot = new LotInput(new Lot(HazardLot, path, "test", null, null, null, null, new Dictionary<string, string>()), []);
        CohortInput input = CellSources.Open(new Cohort(path, ["lot"], [lot.Lot]), [lot], null, request.Files, notes.Note, notes.Warn);
        return [HazardCells.Of(HazardLot, Read(device, model, input, notes, cancellation).Single())];
    }

    private static IEnumerable<QueryLot> Read(ComputeDevice device, ReferenceModel model, CohortInput input, NoteCollector notes, CancellationToken cancellation)
    {
        StrangenessModel? strangeness = StrangenessModel.Of(model);
        return new QueryReader(device, model, strangeness is null ? null : (values, measured) => strangeness.Of(device, values, measured)).Read(input, notes, cancellation);
    }

    private CohortInput Open(Action<string> note, Action<string> warn) => CellSources.Open(request.Cohort, chosen.Lots, request.LotColumn, request.Files, note, warn);
}
