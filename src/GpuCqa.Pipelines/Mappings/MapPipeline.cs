using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.References;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>A mapping from a cohort, its files of cells and a frozen reference to the files of a result.</summary>
/// <remarks>One lot is one query: its labels depend on its own cells and the reference, never on another lot, and a lot is not split.</remarks>
public sealed class MapPipeline
{
    private readonly MapRequest request;
    private readonly ReferenceRecord reference;
    private readonly MapLots chosen;
    private readonly ReplicationSets sets;
    private readonly CellFileOptions files;

    /// <summary>Takes the lots, looks at the reference and states what its claims can show on them; no file of cells is opened.</summary>
    /// <param name="request">What is mapped onto what.</param>
    /// <exception cref="NotFoundException">There is no reference, or no lot of a role that was named.</exception>
    /// <exception cref="BadDataException">The reference was changed, a value of a readout is no number, or two lots have their cells in one file without a column that names the lot.</exception>
    /// <exception cref="PreconditionException">The reference is of another version, or every lot has the role train.</exception>
    public MapPipeline(MapRequest request)
    {
        this.request = request;
        (reference, IReadOnlyList<LotResult> train) = ReferenceFolder.Inspect(request.Reference);
        chosen = MapLots.Of(request.Cohort, request.Parameters.Roles, reference.Parameters);
        DonorLeak.Refuse(request.Cohort.SheetPath, train.Select(l => (l.Name, l.Donor)), Tested(train));
        if (request.LotColumn is null) SharedCells.Refuse(request.Cohort, chosen.Lots, request.Files.Genome);
        files = request.Files with { Images = Images(request.Files.Images, reference.Parameters) };
        ControlLots = [.. PlateColumns.Of(request.Cohort, files.Images)?.ControlLots.Where(l => l.Path is not null && !chosen.Lots.Any(t => t.Lot == l)) ?? []];
        sets = ReplicationSets.Of(reference, train, chosen.Lots, request.Parameters);
        Designs = [.. Replications.Designs(reference.Hypotheses, sets.New, sets.Options).Select(d => d.Sentence)];
    }

    // Lots of the reference that are mapped back are no test.
    private IEnumerable<(string Lot, string? Donor)> Tested(IReadOnlyList<LotResult> train) =>
        chosen.Lots.Where(l => DonorLeak.IsTested(l.Lot.Role) && train.All(t => t.Name != l.Lot.Name)).Select(l => (l.Lot.Name, l.Lot.Donor));

    /// <summary>What is done, in the words of a plan.</summary>
    public PlannedRun Planned => PlannedRun.Of(request.Parameters, reference.Hypotheses, reference.Parameters.Readouts, request.Cohort.Lots, Lots.Select(l => l.Name));

    /// <summary>What the lots are mapped onto.</summary>
    public ReferenceRecord Reference => reference;

    /// <summary>What each set of lots can and cannot show, in words; said before a cell is read.</summary>
    public IReadOnlyList<string> Designs { get; }

    /// <summary>The mapped lots.</summary>
    public IReadOnlyList<Lot> Lots => [.. chosen.Lots.Select(l => l.Lot)];

    /// <summary>Lots that are not mapped, but whose cells are the controls of plates of image features.</summary>
    public IReadOnlyList<Lot> ControlLots { get; }

    /// <summary>All lots whose files are read.</summary>
    public IReadOnlyList<Lot> ReadLots => [.. Lots, .. ControlLots];

    /// <summary>The reference as an input of the result.</summary>
    public InputRecord ReferenceRecord => new("reference", Path.GetFullPath(ReferenceFolder.Locate(request.Reference)), reference.Files.Sum(f => f.Bytes), reference.Hash);

    /// <summary>Which lots are left out and why, and how values of the readouts were understood.</summary>
    public IReadOnlyList<string> Notes => chosen.Notes;

    /// <summary>How large the lots are, from the headers of their files.</summary>
    /// <param name="note">Receives what was left out or assumed in reading.</param>
    /// <param name="cancellation">Stops between files.</param>
    public MapSize Size(Action<string> note, CancellationToken cancellation) => SizeOf(Open(note, note), cancellation);

    /// <summary>The memory that the mapping needs.</summary>
    /// <param name="size">How large the lots are.</param>
    /// <param name="deviceFreeBytes">Free bytes of the device's own memory, or null when it computes in the host's.</param>
    public MapNeed Need(MapSize size, long? deviceFreeBytes) => MapNeed.Of(size, reference, request.Parameters, deviceFreeBytes);

    /// <summary>Maps every lot, judges its cells and tests the claims.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between blocks and lots.</param>
    /// <param name="memoryBytes">Memory that the job may take; null = no limit.</param>
    /// <param name="steps">Keeps the limits and the lots that are done for a later run of the same mapping; null = none. Lots of files that hold several are mapped anew.</param>
    /// <exception cref="OperationCanceledException">Cancelled; seen between blocks and lots.</exception>
    /// <exception cref="PreconditionException">The memory that was allowed does not suffice.</exception>
    /// <exception cref="DiskSpaceException">Steps were asked to be kept, and the disk has too little room.</exception>
    public MapResult Run(ComputeDevice device, StepProgress progress, CancellationToken cancellation, long? memoryBytes = null, StepStore? steps = null)
    {
        var notes = new NoteCollector(progress);
        foreach (string note in chosen.Notes) notes.Note(note);
        CohortInput input = Open(notes.Note, notes.Warn);
        if (memoryBytes is { } allowed) Need(SizeOf(input, cancellation), device.FreeMemory).Require(allowed, input.Lots.Count);
        if (steps is not null)
        {
            steps.Begin(hashed => JobIdentity.Of(MapIdentity.Of(request, reference.Hash, files), hashed, device), () => new BlockShelf(device, CellRoom.InMemory(), cancellation), progress, cancellation);
            if (HeaderSizes.Stated(input, cancellation) is { } stated) steps.Require(MapNeed.KeptBytes(stated.Cells, reference), 0, progress);
        }

        progress.Begin("reference", 0);
        ReferenceModel model = ReferenceFolder.Read(request.Reference, cancellation);
        progress.End();
        return Mapper.Run(device, model, input, sets, request.Parameters, notes, steps ?? KeptSteps.None, cancellation) with { ReferenceHash = reference.Hash };
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, MapResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation)
    {
        MapH5ad.Write(Path.Combine(folder, MapH5ad.FileName), result, cancellation);
        ResultFiles.Write(folder, result, provenance, language, cancellation);
    }

    private static MapSize SizeOf(CohortInput input, CancellationToken cancellation)
    {
        CohortSize all = HeaderSizes.Of(input, cancellation);
        // Plates are put on one scale together, and a column of a file may name any lot.
        if (input.IsOfPlates || input.Files.Any(f => f.Lot < 0)) return new MapSize(all, all);
        return new MapSize(all, input.Files.Select(f => HeaderSizes.Of(input with { Files = [f] }, cancellation)).MaxBy(s => s.NonZeros) ?? all);
    }

    private CohortInput Open(Action<string> note, Action<string> warn) => CellSources.Open(request.Cohort, chosen.Lots, request.LotColumn, files, note, warn);

    // What is not said of the new files is as it was for those of the reference.
    private static ImageOptions? Images(ImageOptions? given, DiscoverParameters reference)
    {
        if (reference.Controls.Count == 0) return given is null ? null : throw new InvalidParameterException("--controls, --plate, --image-metadata and --image-objects are for references of image features on the scale of plates; this one is not.");
        return new ImageOptions
        {
            Metadata = given?.Metadata ?? reference.ImageMetadata,
            Plate = given?.Plate ?? reference.Plate,
            Controls = given is { Controls.Count: > 0 } ? given.Controls : reference.Controls,
            Objects = given is { Objects.Count: > 0 } ? given.Objects : reference.ImageObjects,
        };
    }
}
