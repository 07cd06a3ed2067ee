using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>Writes mapped cells as an AnnData file that scanpy opens: labels, verdicts, places in the reference's embedding and on its map. Counts stay in the files of the lots.</summary>
public static class MapH5ad
{
    /// <summary>Name of the file in a result folder.</summary>
    public const string FileName = "result.h5ad";

    private const string Refused = "refused";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, MapResult result, CancellationToken cancellation)
    {
        using H5adWriter file = H5adWriter.Create(path);
        MappedCells cells = result.Cells;
        file.WriteX(cells.Count, 0, [new CsrMatrix<float>(cells.Count, 0, new long[cells.Count + 1], [], [])]);
        file.WriteObs(Names(result), [.. Obs(result)]);
        file.WriteVar([]);
        cancellation.ThrowIfCancellationRequested();
        file.WriteObsm("X_reference", cells.Embedding);
        file.WriteObsm("X_umap", cells.Layout);
        file.WriteUns("gpucqa/reference", result.ReferenceHash ?? "");
        file.WriteUns("gpucqa/method", result.Parameters.Method);
        file.Flush();
    }

    private static string[] Names(MapResult result)
    {
        string[] barcodes = result.Cells.Barcodes;
        if (barcodes.Distinct(StringComparer.Ordinal).Count() == barcodes.Length) return barcodes;
        return [.. barcodes.Select((b, c) => $"{result.Lots[result.Cells.Lots[c]].Lot.Name}_{b}")];
    }

    private static IEnumerable<AnnDataColumn> Obs(MapResult result)
    {
        MappedCells cells = result.Cells;
        yield return AnnDataColumn.Categories("lot", cells.Lots, [.. result.Lots.Select(l => l.Lot.Name)]);
        string[] sets = [.. result.Lots.Select(l => l.Set).Distinct(StringComparer.Ordinal)];
        yield return AnnDataColumn.Categories("set", [.. cells.Lots.Select(l => Array.IndexOf(sets, result.Lots[l].Set))], sets);
        for (int r = 0; r < cells.Labels.Length; r++)
        {
            int clusters = result.Reference.Clusterings[r].Clusters;
            string[] names = [.. Enumerable.Range(0, clusters).Select(k => k.ToString(CultureInfo.InvariantCulture)), Refused];
            yield return AnnDataColumn.Categories(MapColumns.LabelName(result.Reference.Clusterings[r].Resolution), Array.ConvertAll(cells.Labels[r], l => l < 0 ? clusters : l), names);
        }

        CellVerdict[] verdicts = Enum.GetValues<CellVerdict>();
        yield return AnnDataColumn.Categories("verdict", Array.ConvertAll(cells.Verdicts, v => Array.IndexOf(verdicts, v)), [.. verdicts.Select(MapColumns.Name)]);
        yield return AnnDataColumn.Doubles("score", cells.Scores);
        yield return AnnDataColumn.Doubles("margin", cells.Margins);
        yield return AnnDataColumn.Doubles("distance", cells.Distances);
        if (cells.MappingScores is { } scores) yield return AnnDataColumn.Doubles("mapping_score", scores);
        yield return AnnDataColumn.Doubles("total_counts", cells.TotalCounts);
        yield return AnnDataColumn.Integers("n_genes_by_counts", cells.DetectedGenes);
        yield return AnnDataColumn.Doubles("pct_counts_mt", cells.MitoPercent);
    }
}
