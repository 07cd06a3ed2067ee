using System.Security.Cryptography;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;

namespace GpuCqa.Client.References;

/// <summary>Brings the folder of a reference to the service, however often the line breaks, and however often the program is started.</summary>
internal sealed class ReferenceUploader(Caller caller, string parent)
{
    private readonly ReferenceService.ReferenceServiceClient stub = new(caller.Invoker);

    /// <summary>Hashes and uploads a folder, or finds it there.</summary>
    public async Task<Reference> UploadAsync(string folder, ReferenceOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        if (options.ReferenceSha256 is { } sha256 && options.ReferenceId is null && await OfHashAsync(sha256, cancellation).ConfigureAwait(false) is { } known) return known;
        IReadOnlyList<LocalFile> files = await HashAsync(folder, progress, cancellation).ConfigureAwait(false);
        long size = files.Sum(f => f.Size);
        string id = options.ReferenceId ?? ContentId.Of("ref", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Sha256} {f.Name}\n"))))));
        Reference made = await FindAsync(id, folder, files, cancellation).ConfigureAwait(false) ?? await SendAsync(id, folder, options, files, Told, cancellation).ConfigureAwait(false);
        Told(UploadPhase.Done, size);
        return made;

        void Told(UploadPhase phase, long done) => progress?.Report(new UploadProgress(phase, folder, done, size));
    }

    /// <summary>A reference of a hash, or null.</summary>
    public async Task<Reference?> OfHashAsync(string sha256, CancellationToken cancellation)
    {
        var request = new ListReferencesRequest { Parent = parent, ReferenceSha256 = sha256, PageSize = 1 };
        return (await caller.OnceAsync(o => stub.ListReferencesAsync(request, o), cancellation).ConfigureAwait(false)).References.FirstOrDefault();
    }

    private static async Task<IReadOnlyList<LocalFile>> HashAsync(string folder, IProgress<UploadProgress>? progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder.");
        string[] places = [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        if (places.Length == 0) throw new BadDataException(folder, null, "the folder is empty; expected the files of a reference");
        long total = places.Sum(p => LocalFile.Info(p).Exists ? LocalFile.Info(p).Length : 0);
        var files = new List<LocalFile>();
        foreach (string place in places)
        {
            if (Directory.Exists(place) || LocalFile.NameOf(place) != Path.GetFileName(place)) throw new BadDataException(place, null, "is no file of a reference");
            long before = files.Sum(f => f.Size);
            files.Add(await LocalFile.HashAsync(place, n => progress?.Report(new UploadProgress(UploadPhase.Hashing, folder, before + n, total)), cancellation).ConfigureAwait(false));
        }

        return [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private async Task<Reference> SendAsync(string id, string folder, ReferenceOptions options, IReadOnlyList<LocalFile> files, Action<UploadPhase, long> told, CancellationToken cancellation)
    {
        var request = new StartReferenceUploadRequest
        {
            Parent = parent, ReferenceId = id, DisplayName = options.DisplayName, Files = { files.Select(f => new FileContent { Path = f.Name, SizeBytes = f.Size, Sha256 = f.Sha256 }) },
        };
        request.RequestId = ContentId.Request(request);
        try
        {
            DatasetUpload upload = await StartAsync(request, cancellation).ConfigureAwait(false);
            await FileSender.SendAllAsync(caller, upload, files, n => told(UploadPhase.Sending, n), cancellation).ConfigureAwait(false);
            told(UploadPhase.Finishing, files.Sum(f => f.Size));
            return await caller.OnceAsync(o => stub.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload.UploadId }, o), cancellation, caller.Options.FinishTimeout).ConfigureAwait(false);
        }
        catch (GpuCqaException error) when (error.Reason is ErrorReason.AlreadyExists or ErrorReason.NotFound)
        {
            // Another client was faster with the same bytes, or the name is taken by others.
            if (await FindAsync(id, folder, files, cancellation).ConfigureAwait(false) is { } there) return there;
            throw;
        }
        catch (BadDataException error) when (error.File == id || error.File.StartsWith(id + "/", StringComparison.Ordinal))
        {
            // The service knows the reference by its id; the caller knows the folder.
            throw new BadDataException(Path.Combine([folder, .. error.File.Split('/')[1..]]), null, error.Message[(error.File.Length + 2)..], error);
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.DataLoss && files.FirstOrDefault(f => f.Changed) is { } changed)
        {
            throw new BadDataException(changed.Place, null, "was changed while it was uploaded; upload it again", error);
        }
    }

    private async Task<DatasetUpload> StartAsync(StartReferenceUploadRequest request, CancellationToken cancellation)
    {
        try
        {
            return await caller.OnceAsync(o => stub.StartReferenceUploadAsync(request, o), cancellation).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            // The upload of an earlier run of this program was dropped since, or its reference was deleted: a new one.
            request.RequestId = Guid.NewGuid().ToString("D");
            return await caller.OnceAsync(o => stub.StartReferenceUploadAsync(request, o), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Reference?> FindAsync(string id, string folder, IReadOnlyList<LocalFile> files, CancellationToken cancellation)
    {
        string name = $"{parent}/references/{id}";
        Reference there;
        try
        {
            there = await caller.OnceAsync(o => stub.GetReferenceAsync(new GetReferenceRequest { Name = name }, o), cancellation).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            return null;
        }

        return there.Files.Select(f => (f.Path, f.Sha256)).Order().SequenceEqual(files.Select(f => (f.Name, f.Sha256)).Order()) ? there
            : throw new RefusedException(ErrorReason.AlreadyExists, $"{name} exists already with another content than {folder}; choose another id, or delete it first.");
    }
}
