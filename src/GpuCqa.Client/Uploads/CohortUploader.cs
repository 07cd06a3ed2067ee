using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.States;
using Cohort = GpuCqa.Api.V1.Cohort;
using Sheet = GpuCqa.Core.Cohorts.Cohort;

namespace GpuCqa.Client.Uploads;

/// <summary>Brings a cohort sheet and all files that it names to the service.</summary>
internal sealed class CohortUploader(Caller caller, string parent)
{
    private static readonly string[] KnownColumns = ["lot", "path", "role", "donor", "tissue", "batch", "process"];

    private readonly CohortService.CohortServiceClient stub = new(caller.Invoker);

    /// <summary>Uploads what is not there yet, each distinct path once, and makes the cohort.</summary>
    public async Task<Cohort> UploadAsync(string sheetPath, CohortUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        Sheet sheet = Read(sheetPath, options);
        IReadOnlyList<LocalDataset> local = await HashAsync(sheet, options, progress, cancellation).ConfigureAwait(false);
        long total = local.Sum(d => d.Size), before = 0;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var uploader = new DatasetUploader(caller, parent);
        foreach (LocalDataset dataset in local)
        {
            long start = before;
            Dataset made = await uploader.UploadAsync(dataset, new DatasetUploadOptions(), (phase, done) => progress?.Report(new UploadProgress(phase, dataset.Path, start + done, total)), cancellation).ConfigureAwait(false);
            names.Add(dataset.Path, made.Name);
            before += dataset.Size;
        }

        (string id, Cohort cohort) = await NamedAsync(sheet.SheetPath, Message(sheet, names, options), options.CohortId, cancellation).ConfigureAwait(false);
        return await CreateAsync(id, cohort, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes the cohort of a sheet of lots, which names no cells.</summary>
    public async Task<Cohort> UploadLotsAsync(string sheetPath, LotUploadOptions options, CancellationToken cancellation)
    {
        (string id, Cohort cohort) = await NamedAsync(sheetPath, LotSheetMessage.Of(LotTable.ReadSheet(sheetPath, options.LotColumn), options), options.CohortId, cancellation).ConfigureAwait(false);
        return await CreateAsync(id, cohort, cancellation).ConfigureAwait(false);
    }

    /// <summary>Looks what is there already, and sends nothing.</summary>
    public async Task<CohortPresence> FindAsync(string sheetPath, CohortUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        Sheet sheet = Read(sheetPath, options);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<MissingPath>();
        var uploader = new DatasetUploader(caller, parent);
        foreach (LocalDataset dataset in await HashAsync(sheet, options, progress, cancellation).ConfigureAwait(false))
        {
            if (await uploader.FindAsync(dataset.Id, dataset, cancellation).ConfigureAwait(false) is { } there) names.Add(dataset.Path, there.Name);
            else missing.Add(new MissingPath(dataset.Path, dataset.Size));
        }

        if (missing.Count > 0) return new CohortPresence(null, missing);
        (string id, Cohort cohort) = await NamedAsync(sheet.SheetPath, Message(sheet, names, options), options.CohortId, cancellation).ConfigureAwait(false);
        return new CohortPresence(await FindAsync(id, cohort, cancellation).ConfigureAwait(false), missing);
    }

    /// <summary>The sheet as a message.</summary>
    internal static Cohort Message(Sheet sheet, Dictionary<string, string> datasets, CohortUploadOptions options)
    {
        var cohort = new Cohort { DisplayName = options.DisplayName ?? Path.GetFileName(sheet.SheetPath), LotColumn = options.LotColumn ?? "" };
        foreach (Core.Cohorts.Lot lot in sheet.Lots)
        {
            var row = new CohortLot
            {
                Lot = lot.Name, Dataset = lot.Path is null ? "" : datasets[lot.Path], Role = lot.Role,
                Donor = lot.Donor ?? "", Tissue = lot.Tissue ?? "", Batch = lot.Batch ?? "", Process = lot.Process ?? "",
            };
            foreach (string column in sheet.Headers.Where(h => !KnownColumns.Contains(h, StringComparer.OrdinalIgnoreCase))) row.Values.Add(column, lot.Columns[column]);
            cohort.Lots.Add(row);
        }

        return cohort;
    }

    private static Sheet Read(string path, CohortUploadOptions options)
    {
        Sheet sheet = CohortSheet.Read(path, sharedFile: options.LotColumn is not null);
        return options.WithoutTrain ? new Sheet(sheet.SheetPath, sheet.Headers, [.. sheet.Lots.Where(l => l.Role != Core.Cohorts.Lot.TrainRole)]) : sheet;
    }

    // With the sheet that it was read from, and an id that follows from both.
    private static async Task<(string Id, Cohort Cohort)> NamedAsync(string sheetPath, Cohort cohort, string? id, CancellationToken cancellation)
    {
        LocalFile file = await LocalFile.HashAsync(sheetPath, _ => { }, cancellation).ConfigureAwait(false);
        cohort.Sheet = new FileContent { Path = file.Name, SizeBytes = file.Size, Sha256 = file.Sha256 };
        return (id ?? ContentId.Of("cohort", ContentId.Hash(cohort)), cohort);
    }

    private static async Task<IReadOnlyList<LocalDataset>> HashAsync(Sheet sheet, CohortUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        (string Path, IReadOnlyList<string> Parts)[] paths =
            [.. sheet.Lots.Select(l => l.Path).OfType<string>().Distinct(StringComparer.Ordinal).Select(p => (p, CellFiles.Parts(p, options.Genome)))];
        long total = paths.Sum(p => p.Parts.Sum(f => LocalFile.Info(f).Length)), before = 0;
        var local = new List<LocalDataset>();
        foreach ((string path, IReadOnlyList<string> parts) in paths)
        {
            long start = before;
            local.Add(await LocalDataset.HashAsync(path, parts, n => progress?.Report(new UploadProgress(UploadPhase.Hashing, path, start + n, total)), cancellation).ConfigureAwait(false));
            before += local[^1].Size;
        }

        return local;
    }

    private async Task<Cohort> CreateAsync(string id, Cohort cohort, CancellationToken cancellation)
    {
        if (await FindAsync(id, cohort, cancellation).ConfigureAwait(false) is { } there) return there;
        var request = new CreateCohortRequest { Parent = parent, CohortId = id, Cohort = cohort, RequestId = Guid.NewGuid().ToString("D") };
        try
        {
            return await caller.OnceAsync(o => stub.CreateCohortAsync(request, o), cancellation).ConfigureAwait(false);
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.AlreadyExists)
        {
            if (await FindAsync(id, cohort, cancellation).ConfigureAwait(false) is { } meanwhile) return meanwhile;
            throw;
        }
    }

    private async Task<Cohort?> FindAsync(string id, Cohort cohort, CancellationToken cancellation)
    {
        string name = $"{parent}/cohorts/{id}";
        Cohort there;
        try
        {
            there = await caller.OnceAsync(o => stub.GetCohortAsync(new GetCohortRequest { Name = name }, o), cancellation).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            return null;
        }

        return there.Lots.Equals(cohort.Lots) && there.LotColumn == cohort.LotColumn && Equals(there.Sheet, cohort.Sheet) ? there
            : throw new RefusedException(ErrorReason.AlreadyExists, $"{name} exists already with other lots than the sheet; choose another id, or delete it first.");
    }
}
