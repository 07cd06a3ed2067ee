using System.Security.Cryptography;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeDatasets(FakeState state) : DatasetService.DatasetServiceBase
{
    public override Task<Dataset> GetDataset(GetDatasetRequest request, ServerCallContext context) =>
        Task.FromResult(state.Datasets.TryGetValue(request.Name, out Dataset? found) ? found : throw FakeState.NotFound(request.Name));

    public override Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context)
    {
        // One a page: a client that reads the first page only misses the rest.
        Dataset[] all = [.. state.Datasets.Values.OrderBy(d => d.Name, StringComparer.Ordinal)];
        int at = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new ListDatasetsResponse { Datasets = { all.Skip(at).Take(1) }, NextPageToken = at + 1 < all.Length ? $"{at + 1}" : "" });
    }

    public override Task<DatasetUpload> StartDatasetUpload(StartDatasetUploadRequest request, ServerCallContext context)
    {
        string id = state.UploadOfRequest.GetOrAdd(request.RequestId, _ =>
        {
            string made = Guid.NewGuid().ToString("N");
            state.Uploads[made] = new FakeUpload(request, made);
            return made;
        });
        return Task.FromResult(Find(id).Message());
    }

    public override Task<DatasetUpload> GetDatasetUpload(GetDatasetUploadRequest request, ServerCallContext context) => Task.FromResult(Find(request.UploadId).Message());

    public override async Task<WriteDatasetUploadResponse> WriteDatasetUpload(IAsyncStreamReader<WriteDatasetUploadRequest> requestStream, ServerCallContext context)
    {
        FakeUpload? upload = null;
        string path = "";
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            WriteDatasetUploadRequest chunk = requestStream.Current;
            if (upload is null) (upload, path) = (Find(chunk.UploadId), chunk.Path);
            if (Crc32C.Of(chunk.Data.Content.Span) != chunk.Data.Crc32C) throw FakeState.Refusal(ErrorReason.DataLoss, "DATA_LOSS", "damaged");
            MemoryStream bytes = upload.Bytes[path];
            if (chunk.WriteOffset > bytes.Length) throw FakeState.Refusal(ErrorReason.OutOfRange, "OUT_OF_RANGE", "a gap");
            bytes.SetLength(chunk.WriteOffset);
            bytes.Position = chunk.WriteOffset;
            bytes.Write(chunk.Data.Content.Span);
            if (!state.WriteBreaks.TryPeek(out long at) || bytes.Length < at) continue;
            state.WriteBreaks.TryDequeue(out _);
            context.GetHttpContext().Abort();
            throw new IOException("the line broke");
        }

        return new WriteDatasetUploadResponse { File = upload!.Message().Files.First(f => f.Path == path) };
    }

    public override Task<Dataset> FinishDatasetUpload(FinishDatasetUploadRequest request, ServerCallContext context)
    {
        FakeUpload upload = Find(request.UploadId);
        foreach (FileContent file in upload.Request.Files)
        {
            if (Convert.ToHexStringLower(SHA256.HashData(upload.Bytes[file.Path].ToArray())) != file.Sha256) throw FakeState.Refusal(ErrorReason.DataLoss, "DATA_LOSS", "another SHA-256");
        }

        var made = new Dataset
        {
            Name = upload.Message().Dataset,
            DisplayName = upload.Request.DisplayName,
            Files = { upload.Request.Files },
            ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(upload.Request.Files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"{f.Sha256} {f.Path}\n"))))),
        };
        return Task.FromResult(state.Datasets[made.Name] = made);
    }

    private FakeUpload Find(string id) => state.Uploads.TryGetValue(id, out FakeUpload? found) ? found : throw FakeState.NotFound("upload");
}
