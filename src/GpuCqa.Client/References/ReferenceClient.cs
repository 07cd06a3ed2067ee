using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Client.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Grpc.Core;

namespace GpuCqa.Client.References;

/// <summary>One reference on the service: its files, and labels of cells.</summary>
public sealed class ReferenceClient
{
    // Below what a service takes of one call, with room for offsets and gene ids.
    private const int MostCells = 4096, BatchBytes = 24 << 20, EntryBytes = sizeof(float) + sizeof(uint);

    private readonly Caller caller;
    private readonly ReferenceService.ReferenceServiceClient stub;

    internal ReferenceClient(Caller caller, string name) => (this.caller, Name, stub) = (caller, name, new ReferenceService.ReferenceServiceClient(caller.Invoker));

    /// <summary>Resource name: projects/{project}/references/{reference}.</summary>
    public string Name { get; }

    /// <summary>The reference.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Task<Reference> GetAsync(CancellationToken cancellation = default) => caller.OnceAsync(o => stub.GetReferenceAsync(new GetReferenceRequest { Name = Name }, o), cancellation);

    /// <summary>Its genes, in the order in which cells count by index.</summary>
    public Task<ReferenceGenes> GetGenesAsync(CancellationToken cancellation = default) => caller.OnceAsync(o => stub.GetReferenceGenesAsync(new GetReferenceGenesRequest { Name = Name }, o), cancellation);

    /// <summary>Writes its folder: under a temporary name beside it, renamed when every file is whole and checked.</summary>
    /// <param name="folder">Folder to make.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops; nothing is left.</param>
    /// <exception cref="PreconditionException">The folder exists.</exception>
    /// <exception cref="RefusedException">A file did not arrive as it was made.</exception>
    public Task DownloadAsync(string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) => TargetFolder.WriteAsync(folder, replace: false, async temporary =>
    {
        Reference reference = await GetAsync(cancellation).ConfigureAwait(false);
        long before = 0;
        foreach (FileContent file in reference.Files)
        {
            long start = before;
            await new FileDownload(caller, file, (offset, stop) => Chunks(file.Path, offset, stop))
                .WriteAsync(temporary, n => progress?.Report(new DownloadProgress(file.Path, start + n, reference.SizeBytes)), cancellation).ConfigureAwait(false);
            before += file.SizeBytes;
        }
    });

    /// <summary>Labels cells. They travel in as many calls as they need; the label of a cell does not depend on the others.</summary>
    /// <param name="cells">cells x genes, raw counts, CSR, float32; quality control is the caller's.</param>
    /// <param name="geneIds">Ids of the columns; the reference's own genes, all of them measured, if null.</param>
    /// <param name="cancellation">Stops between calls.</param>
    /// <returns>All labels, in the order of the cells.</returns>
    /// <exception cref="InvalidParameterException">The values are no counts, or the genes not the reference's.</exception>
    public async Task<LabelCellsResponse> LabelCellsAsync(CsrMatrix<float> cells, IReadOnlyList<string>? geneIds = null, CancellationToken cancellation = default)
    {
        if (cells.Rows == 0) throw new InvalidParameterException("There are no cells to label.");
        LabelCellsResponse? all = null;
        for (int first = 0; first < cells.Rows;)
        {
            int end = first + 1;
            while (end < cells.Rows && end - first < MostCells && (cells.RowOffsets[end + 1] - cells.RowOffsets[first]) * EntryBytes <= BatchBytes) end++;
            var request = new LabelCellsRequest { Name = Name, Cells = Rows(cells, first, end) };
            if (geneIds is not null) request.GeneIds.Add(geneIds);
            LabelCellsResponse part = await caller.OnceAsync(o => stub.LabelCellsAsync(request, o), cancellation).ConfigureAwait(false);
            if (all is null) all = part;
            else Append(all, part);
            first = end;
        }

        return all!;
    }

    private static void Append(LabelCellsResponse all, LabelCellsResponse part)
    {
        if (all.ReferenceSha256 != part.ReferenceSha256) throw new RefusedException(ErrorReason.Aborted, "The reference is another one than when the first cells were labelled; label them again.");
        all.Distances.Add(part.Distances);
        for (int r = 0; r < all.Resolutions.Count; r++)
        {
            (ResolutionLabels to, ResolutionLabels from) = (all.Resolutions[r], part.Resolutions[r]);
            to.Clusters.Add(from.Clusters);
            to.Verdicts.Add(from.Verdicts);
            to.NearestClusters.Add(from.NearestClusters);
            to.Scores.Add(from.Scores);
            to.Margins.Add(from.Margins);
        }
    }

    private static SparseRows Rows(CsrMatrix<float> cells, int first, int end)
    {
        int from = checked((int)cells.RowOffsets[first]), count = checked((int)(cells.RowOffsets[end] - from));
        var rows = new SparseRows();
        rows.RowOffsets.Add(Enumerable.Range(first, end - first + 1).Select(i => cells.RowOffsets[i] - from));
        rows.GeneIndices.Add(Array.ConvertAll(cells.ColumnIndices[from..(from + count)], i => (uint)i));
        rows.Values.Add(cells.Values[from..(from + count)]);
        return rows;
    }

    private async IAsyncEnumerable<(long Offset, ChecksummedData? Data)> Chunks(string path, long offset, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using AsyncServerStreamingCall<ReadReferenceFileResponse> call = stub.ReadReferenceFile(new ReadReferenceFileRequest { Name = Name, Path = path, ReadOffset = offset }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false)) yield return (call.ResponseStream.Current.ReadOffset, call.ResponseStream.Current.Data);
    }
}
