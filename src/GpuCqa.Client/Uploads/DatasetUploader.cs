using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;

namespace GpuCqa.Client.Uploads;

/// <summary>Brings files to the service, however often the line breaks, and however often the program is started.</summary>
internal sealed class DatasetUploader(Caller caller, string parent)
{
    private readonly DatasetService.DatasetServiceClient stub = new(caller.Invoker);

    /// <summary>Hashes and uploads one path.</summary>
    public async Task<Dataset> UploadAsync(string path, DatasetUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        LocalDataset local = await HashAsync(path, options, progress, cancellation).ConfigureAwait(false);
        return await UploadAsync(local, options, (phase, done) => progress?.Report(new UploadProgress(phase, path, done, local.Size)), cancellation).ConfigureAwait(false);
    }

    /// <summary>Uploads what was hashed, or finds it there.</summary>
    public async Task<Dataset> UploadAsync(LocalDataset local, DatasetUploadOptions options, Action<UploadPhase, long> told, CancellationToken cancellation)
    {
        string id = options.DatasetId ?? local.Id;
        Dataset made = await FindAsync(id, local, cancellation).ConfigureAwait(false) ?? await SendAsync(id, options, local, told, cancellation).ConfigureAwait(false);
        told(UploadPhase.Done, local.Size);
        return made;
    }

    /// <summary>Hashes one path and looks whether it is there.</summary>
    public async Task<Dataset?> FindAsync(string path, DatasetUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        LocalDataset local = await HashAsync(path, options, progress, cancellation).ConfigureAwait(false);
        return await FindAsync(options.DatasetId ?? local.Id, local, cancellation).ConfigureAwait(false);
    }

    private static async Task<LocalDataset> HashAsync(string path, DatasetUploadOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> parts = options.Content is Dataset.Types.Content.States or Dataset.Types.Content.GeneSets ? [path] : CellFiles.Parts(path, options.Genome);
        long total = parts.Sum(p => LocalFile.Info(p).Length);
        return await LocalDataset.HashAsync(path, parts, n => progress?.Report(new UploadProgress(UploadPhase.Hashing, path, n, total)), cancellation).ConfigureAwait(false);
    }

    private async Task<Dataset> SendAsync(string id, DatasetUploadOptions options, LocalDataset local, Action<UploadPhase, long> told, CancellationToken cancellation)
    {
        var request = new StartDatasetUploadRequest { Parent = parent, DatasetId = id, DisplayName = options.DisplayName ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(local.Path)), Files = { local.Contents } };
        request.RequestId = ContentId.Request(request);
        try
        {
            DatasetUpload upload = await StartAsync(request, cancellation).ConfigureAwait(false);
            await FileSender.SendAllAsync(caller, upload, local.Files, n => told(UploadPhase.Sending, n), cancellation).ConfigureAwait(false);
            told(UploadPhase.Finishing, local.Size);
            return await caller.OnceAsync(o => stub.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId, Content = options.Content }, o), cancellation, caller.Options.FinishTimeout).ConfigureAwait(false);
        }
        catch (GpuCqaException error) when (error.Reason is ErrorReason.AlreadyExists or ErrorReason.NotFound)
        {
            // Another client was faster with the same bytes, or the name is taken by others.
            if (await FindAsync(id, local, cancellation).ConfigureAwait(false) is { } there) return there;
            throw;
        }
        catch (BadDataException error) when (error.File == id)
        {
            // The service knows the dataset only; the caller knows the file.
            throw new BadDataException(local.Path, null, error.Message[(id.Length + 2)..], error);
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.DataLoss && local.Files.FirstOrDefault(f => f.Changed) is { } changed)
        {
            throw new BadDataException(changed.Place, null, "was changed while it was uploaded; upload it again", error);
        }
    }

    private async Task<DatasetUpload> StartAsync(StartDatasetUploadRequest request, CancellationToken cancellation)
    {
        try
        {
            return await caller.OnceAsync(o => stub.StartDatasetUploadAsync(request, o), cancellation).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            // The upload of an earlier run of this program was dropped since, or its dataset was deleted: a new one.
            request.RequestId = Guid.NewGuid().ToString("D");
            return await caller.OnceAsync(o => stub.StartDatasetUploadAsync(request, o), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The dataset of an id, or null.</summary>
    /// <exception cref="RefusedException">It has another content.</exception>
    public async Task<Dataset?> FindAsync(string id, LocalDataset local, CancellationToken cancellation)
    {
        string name = $"{parent}/datasets/{id}";
        Dataset there;
        try
        {
            there = await caller.OnceAsync(o => stub.GetDatasetAsync(new GetDatasetRequest { Name = name }, o), cancellation).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            return null;
        }

        return there.ContentSha256 == local.ContentSha256 ? there
            : throw new RefusedException(ErrorReason.AlreadyExists, $"{name} exists already with another content than {local.Path}; choose another id, or delete it first.");
    }
}
