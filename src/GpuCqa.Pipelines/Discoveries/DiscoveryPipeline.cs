using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Formats;
using GpuCqa.Formats.GeneSets;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>A discovery from a cohort and its files of cells to the files of a result.</summary>
public sealed class DiscoveryPipeline
{
    private readonly Cohort cohort;
    private readonly string? lotColumn;
    private readonly CellFileOptions files;
    private readonly TrainLots train;
    private readonly Lazy<IReadOnlyList<GeneSetLibrary>> geneSets;

    /// <summary>Takes the train lots and checks the design; no file of cells is opened.</summary>
    /// <param name="cohort">Lots with the paths of their cells.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="lotColumn">Per-cell column that names the lot, or null.</param>
    /// <param name="files">How files of cells are read.</param>
    /// <param name="geneSetFiles">GMT files of gene sets; null = none. They are read by <see cref="ReadGeneSets"/> or the run.</param>
    /// <exception cref="InvalidParameterException">Two files of gene sets have one name.</exception>
    /// <exception cref="NotFoundException">A readout is no column of the cohort.</exception>
    /// <exception cref="BadDataException">A value of a readout is no number, or two lots have their cells in one file without a column that names the lot.</exception>
    /// <exception cref="PreconditionException">No train lot has a value, or the design cannot answer the question.</exception>
    public DiscoveryPipeline(Cohort cohort, DiscoverParameters parameters, string? lotColumn, CellFileOptions files, IReadOnlyList<string>? geneSetFiles = null)
    {
        this.cohort = cohort;
        this.lotColumn = lotColumn;
        this.files = files with { Images = PlateColumns.Options(parameters) };
        train = TrainLots.Of(cohort, parameters);
        DonorLeak.Refuse(cohort.SheetPath, Lots.Select(l => (l.Name, l.Donor)), cohort.Lots.Where(l => l.Role == DonorLeak.TestRole).Select(l => (l.Name, l.Donor)));
        Asked = parameters;
        GeneSetFiles = geneSetFiles ?? [];
        string[] libraries = [.. GeneSetFiles.Select(GmtFile.NameOf)];
        if (libraries.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(l => l.Count() > 1) is { } twice)
            throw new InvalidParameterException($"--gene-sets: two files are called {twice.Key}, by which their sets would be told apart; give each once, and rename one of two.");
        geneSets = new(() => [.. GeneSetFiles.Select(GmtFile.Read)]);
        Parameters = parameters = parameters with { Readouts = train.Readouts, Block = train.Design.Block, Unit = train.Design.Unit, Covariates = train.Design.Covariates, Levels = train.Levels, Replicates = train.Replicates, EffectiveCellsOf = train.CellsOf, GeneSets = libraries };
        ControlLots = [.. PlateColumns.Of(cohort, this.files.Images)?.ControlLots.Where(l => l.Path is not null && !train.Lots.Any(t => t.Lot == l)) ?? []];
        if (lotColumn is null) SharedCells.Refuse(cohort, train.Lots, files.Genome);
        Design = Checked(parameters);
        LotPredictions.Check([.. train.Lots.Select(l => l.Lot.Name)], [.. train.Lots.Select(l => l.Lot.Donor)], parameters);
    }

    /// <summary>What the design can show at best.</summary>
    public DesignStatement Design { get; }

    /// <summary>All parameters as they were given.</summary>
    public DiscoverParameters Asked { get; }

    /// <summary>All parameters, readouts as the cohort calls them.</summary>
    public DiscoverParameters Parameters { get; }

    /// <summary>Which lots are left out and why, and how values of the readouts were understood.</summary>
    public IReadOnlyList<string> Notes => train.Notes;

    /// <summary>GMT files of gene sets.</summary>
    public IReadOnlyList<string> GeneSetFiles { get; }

    /// <summary>Reads the gene sets, once.</summary>
    /// <exception cref="BadDataException">A file is none of gene sets; names the line.</exception>
    public IReadOnlyList<GeneSetLibrary> ReadGeneSets() => geneSets.Value;

    /// <summary>A file of gene sets as an input of a result.</summary>
    /// <param name="path">Where it is read.</param>
    /// <param name="shown">Where it was read, as the provenance says it.</param>
    public static InputFile GeneSetInput(string path, string shown) => new($"gene sets/{PortableName.Of(path)}", path, shown);

    /// <summary>The train lots.</summary>
    public IReadOnlyList<Lot> Lots => train.Lots.Select(l => l.Lot).ToArray();

    /// <summary>Lots that nothing is learnt from but the scale of their plates' image features.</summary>
    public IReadOnlyList<Lot> ControlLots { get; }

    /// <summary>All lots whose files are read.</summary>
    public IReadOnlyList<Lot> ReadLots => [.. Lots, .. ControlLots];

    /// <summary>Every lot of the cohort with its role.</summary>
    public IEnumerable<(string Lot, string Role)> Roles => cohort.Lots.Select(l => (l.Name, l.Role));

    /// <summary>What the discovery will need, from the headers of its files.</summary>
    /// <param name="deviceFreeBytes">Free bytes of the device's own memory, or null when it computes in the host's.</param>
    /// <param name="note">Receives what was left out or assumed in reading.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <param name="hostLimitBytes">Bytes of host memory that the job may take, or null for no limit.</param>
    public MemoryPlan Plan(long? deviceFreeBytes, Action<string> note, CancellationToken cancellation, long? hostLimitBytes = null) =>
        MemoryPlan.Of(HeaderSizes.Of(Open(note, note), cancellation), Parameters, CellStore.BlockCells, deviceFreeBytes, hostLimitBytes);

    /// <summary>Reads the cells and finds the cluster that goes with a readout.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between blocks and steps.</param>
    /// <param name="room">Memory and scratch space; the result reads its cells from there, also while it is written. Null keeps all in memory.</param>
    /// <param name="steps">Keeps finished steps for a later run of the same discovery; null = none.</param>
    /// <exception cref="OperationCanceledException">Cancelled; seen between blocks and steps.</exception>
    /// <exception cref="PreconditionException">The memory that was allowed does not suffice.</exception>
    /// <exception cref="DiskSpaceException">The scratch space does not suffice.</exception>
    /// <exception cref="BadDataException">A file is damaged, or was written to while steps were made of it.</exception>
    public DiscoveryResult Run(ComputeDevice device, StepProgress progress, CancellationToken cancellation, JobRoom? room = null, KeptSteps? steps = null)
    {
        var opened = new NoteCollector(progress);
        CohortInput input = Open(opened.Note, opened.Warn) with { GeneSets = ReadGeneSets() };
        DiscoverParameters parameters = input.IsOfPlates ? Parameters.OfPlates() : Parameters;
        if (!input.IsOfPlates && Parameters.AsksForPlates()) throw new InvalidParameterException("--controls, --plate, --image-metadata, --image-objects and --max-feature-correlation are for tables of image features, and these files hold none.");
        CohortSize? size = room is null && steps is null ? null : HeaderSizes.Stated(input, cancellation);
        MemoryPlan? plan = room is null || size is null ? null : MemoryPlan.Of(size, parameters, CellStore.BlockCells, device.FreeMemory, room.MemoryBytes);
        CellRoom cells = room?.Cells(plan) ?? CellRoom.InMemory();
        if (steps is StepStore store)
        {
            store.Begin(hashed => JobIdentity.Of(DiscoveryIdentity.Of(parameters, cohort, lotColumn, files), hashed, device), () => new BlockShelf(device, cells, cancellation), progress, cancellation);
            if (size is not null) store.Require(StepDisk.BytesOf(size, parameters), plan?.ScratchBytes ?? 0, progress);
        }

        DiscoveryResult found = Discoverer.Run(device, input, Design, parameters, progress, cancellation, cells, steps);
        found = found with { Warnings = [.. opened.Warnings, .. found.Warnings], Notes = [.. Notes, .. opened.Messages, .. found.Notes] };
        KeptSteps kept = steps ?? KeptSteps.None;
        progress.Begin("reference", 0);
        ReferenceModel reference = ReferenceBuilder.Of(device, found, model => kept.Of("reference: limits", progress, told => Calibrations.Standing(device, model, told, cancellation)), kept, progress, cancellation);
        progress.End();
        string[] unmarked = [.. reference.Hypotheses.Where(h => h.Marker is null && Parameters.KeyGene is not null).Select(h => FormattableString.Invariant($"{h.Cluster} at resolution {h.Resolution}"))];
        if (unmarked.Length > 0)
        {
            string note = $"{Parameters.KeyGene} is not higher in cluster {string.Join(" and ", unmarked)} than in other cells: no key marker is locked there.";
            progress.Note(note);
            found = found with { Notes = [.. found.Notes, note] };
        }

        return found with { Reference = reference };
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, DiscoveryResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation)
    {
        if (result.Reference is { } reference) result = result with { ReferenceHash = ReferenceFolder.Write(Path.Combine(folder, ReferenceFolder.Name), reference, cancellation) };
        ResultH5ad.Write(Path.Combine(folder, ResultH5ad.FileName), result, cancellation);
        ResultFiles.Write(folder, result, provenance, language, cancellation);
    }

    private DesignStatement Checked(DiscoverParameters parameters)
    {
        try
        {
            if (parameters.Route != DiscoverParameters.Clusters && NeighbourhoodField.Refusal(train.Lots.Count) is { } refused) throw new PreconditionException(refused);
            if (parameters.Route != DiscoverParameters.Clusters && (parameters.Block.Count > 0 || parameters.Unit is not null || parameters.Covariates.Count > 0))
                throw new InvalidParameterException($"--route {parameters.Route} takes lots to change places freely; --block, --unit and --covariate say that they do not. Leave one of the two out.");
            return DesignCheck.Reaching([.. train.Lots.Select(l => l.Tested)], parameters);
        }
        catch (PreconditionException error) when (Notes.Count > 0)
        {
            // Lots that are left out may be why the rest is too few.
            throw new PreconditionException($"{error.Message} {string.Join(' ', Notes)}", error);
        }
    }

    /// <summary>The train lots with their readouts, in sheet order.</summary>
    internal IReadOnlyList<LotInput> LotInputs => train.Lots;

    /// <summary>Opens the files of all lots.</summary>
    internal CohortInput Open(Action<string> note, Action<string> warn) => CellSources.Open(cohort, train.Lots, lotColumn, files, note, warn);

    /// <summary>Opens the files of some lots, which are numbered from 0 in what is returned.</summary>
    internal CohortInput OpenLots(int first, int count) => CellSources.Open(cohort, [.. train.Lots.Skip(first).Take(count)], lotColumn, files, _ => { }, _ => { });
}
