using System.Security.Cryptography;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeReferences(FakeState state) : ReferenceService.ReferenceServiceBase
{
    private const int ChunkBytes = 700;

    public override Task<Reference> GetReference(GetReferenceRequest request, ServerCallContext context) =>
        Task.FromResult(state.References.TryGetValue(request.Name, out Reference? found) ? found : throw FakeState.NotFound(request.Name));

    public override Task<ListReferencesResponse> ListReferences(ListReferencesRequest request, ServerCallContext context)
    {
        // One a page: a client that reads the first page only misses the rest.
        Reference[] all = [.. state.References.Values.Where(r => request.ReferenceSha256.Length == 0 || r.ReferenceSha256 == request.ReferenceSha256).OrderBy(r => r.Name, StringComparer.Ordinal)];
        int at = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new ListReferencesResponse { References = { all.Skip(at).Take(1) }, NextPageToken = at + 1 < all.Length ? $"{at + 1}" : "" });
    }

    public override Task<Reference> CreateReference(CreateReferenceRequest request, ServerCallContext context)
    {
        var made = new Reference(request.Reference) { Name = $"{request.Parent}/references/{request.ReferenceId}", ReferenceSha256 = "of " + request.Reference.Analysis };
        return Task.FromResult(state.References.GetOrAdd(made.Name, made));
    }

    public override Task<DatasetUpload> StartReferenceUpload(StartReferenceUploadRequest request, ServerCallContext context)
    {
        string id = state.UploadOfRequest.GetOrAdd(request.RequestId, _ =>
        {
            string made = Guid.NewGuid().ToString("N");
            state.Uploads[made] = new FakeUpload(new StartDatasetUploadRequest { Parent = request.Parent, DatasetId = request.ReferenceId, DisplayName = request.DisplayName, Files = { request.Files } }, made);
            return made;
        });
        return Task.FromResult(state.Uploads[id].Message());
    }

    public override Task<Reference> FinishReferenceUpload(FinishReferenceUploadRequest request, ServerCallContext context)
    {
        FakeUpload upload = state.Uploads[request.UploadId];
        foreach (FileContent file in upload.Request.Files)
        {
            byte[] bytes = upload.Bytes[file.Path].ToArray();
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256) throw FakeState.Refusal(ErrorReason.DataLoss, "DATA_LOSS", "another SHA-256");
            state.Files[file.Path] = bytes;
        }

        var made = new Reference
        {
            Name = $"{upload.Request.Parent}/references/{upload.Request.DatasetId}", DisplayName = upload.Request.DisplayName, Files = { upload.Request.Files }, SizeBytes = upload.Request.Files.Sum(f => f.SizeBytes), ReferenceSha256 = "uploaded",
        };
        return Task.FromResult(state.References[made.Name] = made);
    }

    public override async Task ReadReferenceFile(ReadReferenceFileRequest request, IServerStreamWriter<ReadReferenceFileResponse> responseStream, ServerCallContext context)
    {
        byte[] bytes = state.Files[request.Path];
        int sent = 0;
        for (int at = (int)request.ReadOffset; at < bytes.Length; at += ChunkBytes)
        {
            byte[] chunk = bytes[at..Math.Min(at + ChunkBytes, bytes.Length)];
            var message = new ReadReferenceFileResponse { ReadOffset = at, Data = new ChecksummedData { Content = ByteString.CopyFrom(chunk), Crc32C = Crc32C.Of(chunk) } };
            if (state.Spoilers.TryDequeue(out Action<IMessage>? spoil)) spoil(message);
            await responseStream.WriteAsync(message);
            if (!state.ReadBreaks.TryPeek(out int after) || ++sent < after) continue;
            state.ReadBreaks.TryDequeue(out _);
            context.GetHttpContext().Abort();
            return;
        }
    }

    // The label of a cell is its number of values, its distance their sum.
    public override Task<LabelCellsResponse> LabelCells(LabelCellsRequest request, ServerCallContext context)
    {
        SparseRows cells = request.Cells;
        var labels = new ResolutionLabels { Resolution = 0.5 };
        var response = new LabelCellsResponse { ReferenceSha256 = state.References[request.Name].ReferenceSha256, GenesMeasured = request.GeneIds.Count, Resolutions = { labels } };
        for (int c = 0; c + 1 < cells.RowOffsets.Count; c++)
        {
            (int from, int to) = ((int)cells.RowOffsets[c], (int)cells.RowOffsets[c + 1]);
            labels.Clusters.Add(to - from);
            labels.NearestClusters.Add(to - from);
            labels.Verdicts.Add(CellVerdict.Mapped);
            labels.Scores.Add(cells.GeneIndices.Skip(from).Take(to - from).Sum(g => (double)g));
            labels.Margins.Add(1);
            response.Distances.Add(cells.Values.Skip(from).Take(to - from).Sum());
        }

        return Task.FromResult(response);
    }
}
