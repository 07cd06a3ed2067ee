using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Calls;
using GpuCqa.Client.References;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;

namespace GpuCqa.Client.Projects;

/// <summary>One project of a service: its datasets, cohorts, references and analyses.</summary>
public sealed class ProjectClient
{
    private readonly Caller caller;
    private readonly DatasetService.DatasetServiceClient datasets;
    private readonly CohortService.CohortServiceClient cohorts;
    private readonly AnalysisService.AnalysisServiceClient analyses;
    private readonly ReferenceService.ReferenceServiceClient references;

    internal ProjectClient(Caller caller, string project)
    {
        this.caller = caller;
        Name = $"projects/{project}";
        (datasets, cohorts, analyses, references) = (new(caller.Invoker), new(caller.Invoker), new(caller.Invoker), new(caller.Invoker));
    }

    /// <summary>Resource name: projects/{project}.</summary>
    public string Name { get; }

    /// <summary>Uploads a file of cells or a 10x folder, or, by the options, a table of states or gene sets. Bytes that are there already are not sent; a broken line, also of an earlier run, is gone on with.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="options">What it is called.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops; what was sent stays, and the next call goes on from there.</param>
    /// <exception cref="BadDataException">The files are damaged, or no cells.</exception>
    /// <exception cref="RefusedException">The id is taken by other bytes, or the service cannot be reached.</exception>
    public Task<Dataset> UploadDatasetAsync(string path, DatasetUploadOptions? options = null, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default) =>
        new DatasetUploader(caller, Name).UploadAsync(path, options ?? new DatasetUploadOptions(), progress, cancellation);

    /// <summary>Looks whether the service has a file, as <see cref="UploadDatasetAsync"/> would find it; sends nothing. Null where it has not.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="options">What it is called.</param>
    /// <param name="progress">Told of the files that are hashed.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<Dataset?> FindDatasetAsync(string path, DatasetUploadOptions? options = null, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default) =>
        new DatasetUploader(caller, Name).FindAsync(path, options ?? new DatasetUploadOptions(), progress, cancellation);

    /// <summary>Uploads the files of a cohort sheet, each distinct path as one dataset, and makes the cohort. The same sheet over the same bytes gives the same cohort.</summary>
    /// <param name="sheet">Cohort sheet (CSV or TSV).</param>
    /// <param name="options">What it is called, and how the sheet is read.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops; what was sent stays.</param>
    /// <exception cref="BadDataException">The sheet or a file is damaged.</exception>
    public Task<Cohort> UploadCohortAsync(string sheet, CohortUploadOptions? options = null, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default) =>
        new CohortUploader(caller, Name).UploadAsync(sheet, options ?? new CohortUploadOptions(), progress, cancellation);

    /// <summary>Makes a cohort of the lots of a sheet that names no cells, for <see cref="AssociateAsync"/>. The same sheet gives the same cohort.</summary>
    /// <param name="sheet">Sheet of lots (CSV or TSV).</param>
    /// <param name="options">What the cohort is called, and how the sheet is read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BadDataException">The sheet is damaged.</exception>
    /// <exception cref="InvalidParameterException">A readout stands in a column whose name a cohort uses for something else.</exception>
    public Task<Cohort> UploadLotsAsync(string sheet, LotUploadOptions? options = null, CancellationToken cancellation = default) =>
        new CohortUploader(caller, Name).UploadLotsAsync(sheet, options ?? new LotUploadOptions(), cancellation);

    /// <summary>Looks which files of a cohort sheet the service has, as <see cref="UploadCohortAsync"/> would find them; sends nothing and makes nothing.</summary>
    /// <param name="sheet">Cohort sheet (CSV or TSV).</param>
    /// <param name="options">What it is called, and how the sheet is read.</param>
    /// <param name="progress">Told of the files that are hashed.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="BadDataException">The sheet or a file is damaged.</exception>
    public Task<CohortPresence> FindCohortAsync(string sheet, CohortUploadOptions? options = null, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default) =>
        new CohortUploader(caller, Name).FindAsync(sheet, options ?? new CohortUploadOptions(), progress, cancellation);

    /// <summary>Makes a reference of what a finished discovery found. The same analysis gives the same reference.</summary>
    /// <param name="analysis">Its id, or its whole name.</param>
    /// <param name="options">What it is called.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="PreconditionException">The analysis has not succeeded, or made no reference.</exception>
    /// <exception cref="RefusedException">The id is taken.</exception>
    public async Task<Reference> CreateReferenceAsync(string analysis, ReferenceOptions? options = null, CancellationToken cancellation = default)
    {
        string name = Whole("analyses", analysis);
        var request = new CreateReferenceRequest
        {
            Parent = Name, ReferenceId = options?.ReferenceId ?? ContentId.Of("ref", ContentId.Hash(new Reference { Analysis = name })), Reference = new Reference { Analysis = name, DisplayName = options?.DisplayName ?? "" },
        };
        request.RequestId = ContentId.Request(request);
        try
        {
            return await caller.OnceAsync(o => references.CreateReferenceAsync(request, o), cancellation, caller.Options.FinishTimeout).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            // Made by an earlier run of this program and deleted since: a new one.
            request.RequestId = Guid.NewGuid().ToString("D");
            return await caller.OnceAsync(o => references.CreateReferenceAsync(request, o), cancellation, caller.Options.FinishTimeout).ConfigureAwait(false);
        }
    }

    /// <summary>Uploads the folder of a reference. Bytes that are there already are not sent; a broken line, also of an earlier run, is gone on with.</summary>
    /// <param name="folder">Folder of the reference.</param>
    /// <param name="options">What it is called.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops; what was sent stays, and the next call goes on from there.</param>
    /// <exception cref="BadDataException">The files are damaged, or no reference.</exception>
    /// <exception cref="RefusedException">The id is taken by other bytes, or the service cannot be reached.</exception>
    public Task<Reference> UploadReferenceAsync(string folder, ReferenceOptions? options = null, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default) =>
        new ReferenceUploader(caller, Name).UploadAsync(folder, options ?? new ReferenceOptions(), progress, cancellation);

    /// <summary>A reference of a hash that the service has under any name, or null.</summary>
    /// <param name="sha256">The reference's hash.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<Reference?> FindReferenceAsync(string sha256, CancellationToken cancellation = default) => new ReferenceUploader(caller, Name).OfHashAsync(sha256, cancellation);

    /// <summary>A reference that exists.</summary>
    /// <param name="reference">Its id, or its whole name.</param>
    public ReferenceClient Reference(string reference) => new(caller, Whole("references", reference));

    /// <summary>What an analysis would need, from the headers of its files; everything is checked, and nothing is queued.</summary>
    /// <param name="spec">What would be computed.</param>
    /// <param name="device">auto, cpu, cpu:reference, cuda:N or opencl:N.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="PreconditionException">The service is older and plans nothing for a caller.</exception>
    public async Task<AnalysisPlan> PlanAsync(AnalysisSpec spec, string device = "auto", CancellationToken cancellation = default)
    {
        CreateAnalysisRequest request = Request(spec, new AnalysisOptions { Device = device, ValidateOnly = true });
        // Files without a header that says how large they are must be read through.
        Operation operation = await caller.OnceAsync(o => analyses.CreateAnalysisAsync(request, o), cancellation, caller.Options.FinishTimeout).ConfigureAwait(false);
        return operation.Metadata?.Unpack<Analysis>().Plan ?? throw new PreconditionException("The service is older than this client and does not say what an analysis would need.");
    }

    /// <summary>Queues an analysis.</summary>
    /// <param name="spec">What to compute.</param>
    /// <param name="options">Its id, device and priority.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public async Task<AnalysisClient> StartAsync(AnalysisSpec spec, AnalysisOptions? options = null, CancellationToken cancellation = default)
    {
        CreateAnalysisRequest request = Request(spec, options ?? new AnalysisOptions());
        Operation operation = await caller.OnceAsync(o => analyses.CreateAnalysisAsync(request, o), cancellation).ConfigureAwait(false);
        return new AnalysisClient(caller, $"{Name}/analyses/{request.AnalysisId}", operation.Name);
    }

    /// <summary>Queues a discovery.</summary>
    /// <param name="spec">The cohort, the readouts, and parameters.</param>
    /// <param name="options">Its id, device and priority.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<AnalysisClient> DiscoverAsync(DiscoverSpec spec, AnalysisOptions? options = null, CancellationToken cancellation = default) =>
        StartAsync(new AnalysisSpec { Discover = spec }, options, cancellation);

    /// <summary>Queues a test of states that are known already.</summary>
    /// <param name="spec">The table, the lots, the readouts, and parameters.</param>
    /// <param name="options">Its id, device and priority.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<AnalysisClient> AssociateAsync(AssociateSpec spec, AnalysisOptions? options = null, CancellationToken cancellation = default) =>
        StartAsync(new AnalysisSpec { Associate = spec }, options, cancellation);

    /// <summary>An analysis that exists.</summary>
    /// <param name="analysis">Its id, or its whole name.</param>
    public AnalysisClient Analysis(string analysis) => new(caller, analysis.Contains('/', StringComparison.Ordinal) ? analysis : $"{Name}/analyses/{analysis}", "");

    /// <summary>An analysis that exists, by any of its names.</summary>
    /// <param name="name">Its id, its whole name, or the name of its operation.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<AnalysisClient> AttachAsync(string name, CancellationToken cancellation = default)
    {
        if (!name.Split('/').Contains("operations")) return Analysis((await Analysis(name).GetAsync(cancellation).ConfigureAwait(false)).Name);
        var operations = new Operations.OperationsClient(caller.Invoker);
        Operation operation = await caller.OnceAsync(o => operations.GetOperationAsync(new GetOperationRequest { Name = name }, o), cancellation).ConfigureAwait(false);
        return operation.Metadata is { } metadata && metadata.Is(Api.V1.Analysis.Descriptor)
            ? new AnalysisClient(caller, metadata.Unpack<Analysis>().Name, operation.Name)
            : throw new NotFoundException($"{name} is the operation of no analysis.");
    }

    /// <summary>The datasets, by name.</summary>
    public Task<IReadOnlyList<Dataset>> ListDatasetsAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListDatasetsResponse page = await caller.OnceAsync(o => datasets.ListDatasetsAsync(new ListDatasetsRequest { Parent = Name, PageToken = token, PageSize = 1000 }, o), cancellation).ConfigureAwait(false);
        return (page.Datasets, page.NextPageToken);
    });

    /// <summary>The cohorts, by name.</summary>
    public Task<IReadOnlyList<Cohort>> ListCohortsAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListCohortsResponse page = await caller.OnceAsync(o => cohorts.ListCohortsAsync(new ListCohortsRequest { Parent = Name, PageToken = token }, o), cancellation).ConfigureAwait(false);
        return (page.Cohorts, page.NextPageToken);
    });

    /// <summary>The references, by name.</summary>
    public Task<IReadOnlyList<Reference>> ListReferencesAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListReferencesResponse page = await caller.OnceAsync(o => references.ListReferencesAsync(new ListReferencesRequest { Parent = Name, PageToken = token }, o), cancellation).ConfigureAwait(false);
        return (page.References, page.NextPageToken);
    });

    /// <summary>The analyses, newest first.</summary>
    public Task<IReadOnlyList<Analysis>> ListAnalysesAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListAnalysesResponse page = await caller.OnceAsync(o => analyses.ListAnalysesAsync(new ListAnalysesRequest { Parent = Name, PageToken = token }, o), cancellation).ConfigureAwait(false);
        return (page.Analyses, page.NextPageToken);
    });

    /// <summary>Deletes a dataset.</summary>
    /// <param name="dataset">Its id, or its whole name.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="PreconditionException">A cohort or a running analysis needs it.</exception>
    public Task DeleteDatasetAsync(string dataset, CancellationToken cancellation = default) =>
        caller.OnceAsync(o => datasets.DeleteDatasetAsync(new DeleteDatasetRequest { Name = Whole("datasets", dataset) }, o), cancellation);

    /// <summary>Deletes a cohort; analyses that were made from it stay.</summary>
    /// <param name="cohort">Its id, or its whole name.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task DeleteCohortAsync(string cohort, CancellationToken cancellation = default) =>
        caller.OnceAsync(o => cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = Whole("cohorts", cohort) }, o), cancellation);

    /// <summary>Deletes a reference; analyses that used it stay.</summary>
    /// <param name="reference">Its id, or its whole name.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="PreconditionException">A running analysis needs it.</exception>
    public Task DeleteReferenceAsync(string reference, CancellationToken cancellation = default) =>
        caller.OnceAsync(o => references.DeleteReferenceAsync(new DeleteReferenceRequest { Name = Whole("references", reference) }, o), cancellation);

    private CreateAnalysisRequest Request(AnalysisSpec spec, AnalysisOptions options) => new()
    {
        Parent = Name,
        AnalysisId = options.AnalysisId ?? $"{spec.KindCase.ToString().ToLowerInvariant()}-{Guid.NewGuid():N}"[..40],
        Analysis = new Analysis { Spec = spec, Device = options.Device, Priority = options.Priority },
        RequestId = Guid.NewGuid().ToString("D"),
        ValidateOnly = options.ValidateOnly,
    };

    private string Whole(string collection, string id) => id.Contains('/', StringComparison.Ordinal) ? id : $"{Name}/{collection}/{id}";
}
