using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Projects new cells with the frozen linear model of a reference: its means, deviations, clip and loadings, none of the query's own (Seurat's pcaproject).</summary>
/// <remarks>
/// z = min(clip, (ln(1 + x / total x scale) - mean) / deviation) for counts, the measurement itself in place of the logarithm for image features. Genes that were not measured drop
/// out of the sum: their scaled value is 0, as if they were at the reference's mean. Sums in float64 in the order of the selected genes, rounded once to float32; a cell's numbers do not depend on
/// the cells beside it, and a train lot gives the bits of <see cref="ReferenceModel.Projections"/>.
/// </remarks>
public static class QueryProjection
{
    // Raw, normalized and scaled values of a piece are there together.
    private const int PiecesInMemory = 8;

    /// <summary>Projects cells.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="stored">cells x stored genes of the reference, raw values, CSR, float32.</param>
    /// <param name="totals">Sum of each cell's values over all genes of the reference.</param>
    /// <param name="present">Per stored gene, whether it was measured.</param>
    /// <returns>cells x components, float32.</returns>
    public static DenseMatrix<float> Project(ComputeDevice device, ReferenceModel reference, CsrMatrix<float> stored, double[] totals, bool[] present)
    {
        PcaModel model = reference.Pca;
        int selected = model.Genes.Length, components = model.Loadings.Columns;
        int[] map = new int[stored.Columns];
        for (int g = 0; g < map.Length; g++) map[g] = g < selected ? g : -1;
        double[] offset = PrincipalComponents.Offset(model, present.AsSpan(0, selected));
        var result = new DenseMatrix<float>(stored.Rows, components);
        int first = 0;
        foreach (DeviceCsr<double> block in Normalized())
        {
            using DeviceCsr<double> normalized = block;
            using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, model.Means, model.Deviations, model.Clip);
            using DeviceMatrix<float> projected = device.Project(scaled, model.Loadings, offset);
            DenseMatrix<float> rows = device.Download(projected);
            rows.Values.AsSpan(0, rows.Rows * components).CopyTo(result.Values.AsSpan(checked(first * components)));
            first += rows.Rows;
        }

        return result;

        IEnumerable<DeviceCsr<double>> Normalized()
        {
            IEnumerable<CsrMatrix<float>> pieces = RowPieces.Of([stored], device.FreeMemory / PiecesInMemory);
            if (reference.Modality == CellModality.Features) return device.Pump(pieces.Select(p => NormalizedBlocks.Widen(p, map, selected)), 0);
            return device.Pump(pieces, 0).Select(piece =>
            {
                using (piece) return device.LogNormalize(piece, totals.AsSpan(first, piece.Rows).ToArray(), reference.Parameters.ScaleFactor, map, selected);
            });
        }
    }
}
