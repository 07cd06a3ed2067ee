using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Columns of a dataset as coordinates of its cells.</summary>
public static class ColumnCoordinates
{
    /// <summary>Reads them: measurements as they are, counts log-normalized.</summary>
    /// <returns>The used cells, and cells x columns.</returns>
    /// <exception cref="PreconditionException">No cell is left, or there are too many numbers for one matrix.</exception>
    public static (string[] Barcodes, DenseMatrix<double> Values) Read(Workplace work, CellSource source, IReadOnlyList<string> columns, CellLimits limits, double scaleFactor, bool standardize)
    {
        var plan = new DiscoverParameters { Readouts = [], VariableGenes = 2, Components = 2, Dimensions = 2 };
        using DatasetCells cells = DatasetReader.Read(work, source, limits, source.Modality, plan);
        int[] chosen = FeatureChoice.Of("columns", cells.Store.Genes, columns);
        if ((long)chosen.Length * cells.Store.Count > Array.MaxLength) throw new PreconditionException($"{cells.Store.Count} cells x {chosen.Length} columns are more than {Array.MaxLength} numbers; name fewer columns.");
        DenseMatrix<double> values = DenseColumns.Of(work, cells.Store, chosen, scaleFactor);
        if (standardize) DenseColumns.Standardize(values);
        return (cells.Store.Barcodes, values);
    }
}
