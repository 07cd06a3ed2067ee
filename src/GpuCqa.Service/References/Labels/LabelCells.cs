using Google.Protobuf.Collections;
using GpuCqa.Api.V1;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Service.References.Labels;

/// <summary>The cells of a request in the genes of a reference.</summary>
/// <param name="Count">Cells of the request.</param>
/// <param name="Matrix">Cells with counts x genes of the reference, raw values.</param>
/// <param name="Rows">Place in the request of each row of the matrix; the other cells have no counts.</param>
/// <param name="Measured">Per gene of the reference, whether it was measured.</param>
public sealed record LabelCells(int Count, CsrMatrix<float> Matrix, int[] Rows, bool[] Measured)
{
    /// <summary>Cells of one call.</summary>
    public const int MostCells = 4096;

    private const int MostGenes = 1_000_000;

    /// <summary>Checks a request and brings its cells into the genes of a reference.</summary>
    /// <exception cref="InvalidParameterException">Names the field, and of values the cell.</exception>
    public static LabelCells Of(LabelCellsRequest request, FeatureTable genes, CellModality modality)
    {
        SparseRows cells = request.Cells ?? throw new InvalidParameterException("cells is missing.");
        long[] offsets = Offsets(cells);
        (int[]? places, bool[] measured) = Places(request.GeneIds, genes);
        int width = places?.Length ?? genes.Count;
        int count = offsets.Length - 1;
        var rows = new List<int>(count);
        var starts = new List<long>(count + 1) { 0 };
        int[] columns = new int[cells.GeneIndices.Count];
        float[] values = new float[cells.Values.Count], given = Array(cells.Values);
        uint[] indices = Array(cells.GeneIndices);
        int filled = 0;
        for (int cell = 0; cell < count; cell++)
        {
            int begin = filled;
            bool ordered = true;
            long before = -1;
            for (int i = (int)offsets[cell]; i < (int)offsets[cell + 1]; i++)
            {
                uint index = indices[i];
                float value = given[i];
                if (index >= (uint)width || index <= before) throw new InvalidParameterException($"cells.gene_indices of cell {cell} has {index} {(index >= (uint)width ? $"where there are {width} genes" : $"after {before}; expected an increasing order")}.");
                before = index;
                if (!IsRaw(value, modality)) throw new InvalidParameterException(Wrong(cell, index, value, modality));
                int place = places is null ? (int)index : places[index];
                if (value == 0 || place < 0) continue;
                ordered &= filled == begin || columns[filled - 1] < place;
                (columns[filled], values[filled]) = (place, value);
                filled++;
            }

            if (!ordered) System.Array.Sort(columns, values, begin, filled - begin);
            if (filled == begin && modality == CellModality.Counts) continue;
            rows.Add(cell);
            starts.Add(filled);
        }

        return new LabelCells(count, new CsrMatrix<float>(rows.Count, genes.Count, [.. starts], columns, values), [.. rows], measured);
    }

    private static long[] Offsets(SparseRows cells)
    {
        if (cells.RowOffsets.Count is < 2 or > MostCells + 1) throw new InvalidParameterException($"cells.row_offsets has {cells.RowOffsets.Count} values; expected the number of cells and one more, for 1 to {MostCells} cells.");
        if (cells.GeneIndices.Count != cells.Values.Count) throw new InvalidParameterException($"cells has {cells.GeneIndices.Count} gene_indices and {cells.Values.Count} values; expected as many of both.");
        long[] offsets = Array(cells.RowOffsets);
        bool fits = offsets[0] == 0 && offsets[^1] == cells.Values.Count;
        for (int i = 1; fits && i < offsets.Length; i++) fits = offsets[i] >= offsets[i - 1];
        return fits ? offsets : throw new InvalidParameterException($"cells.row_offsets must begin with 0, never decrease, and end with the number of values, {cells.Values.Count}.");
    }

    // Null where the request counts by the reference's own order.
    private static (int[]? Places, bool[] Measured) Places(RepeatedField<string> ids, FeatureTable genes)
    {
        bool[] measured = new bool[genes.Count];
        if (ids.Count == 0)
        {
            System.Array.Fill(measured, true);
            return (null, measured);
        }

        if (ids.Count > MostGenes) throw new InvalidParameterException($"gene_ids has {ids.Count} entries; expected at most {MostGenes}.");
        var known = new Dictionary<string, int>(genes.Count, StringComparer.Ordinal);
        for (int g = 0; g < genes.Count; g++) known[genes.Ids[g]] = g;
        int[] places = new int[ids.Count];
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = known.TryGetValue(ids[i], out int place) ? place : -1;
            bool twice = place >= 0 && places[i] >= 0 ? measured[place] : !foreign.Add(ids[i]);
            if (twice) throw new InvalidParameterException($"gene_ids names '{(ids[i].Length <= 100 ? ids[i] : ids[i][..100] + "...")}' twice.");
            if (places[i] >= 0) measured[place] = true;
        }

        return measured.Contains(true) ? (places, measured)
            : throw new InvalidParameterException($"None of the {ids.Count} gene_ids is a gene of the reference, which begin with {string.Join(", ", genes.Ids.Take(3))}; ids and version of the annotation must be those of the reference.");
    }

    // At once: element by element millions of them would take as long as their labels.
    private static T[] Array<T>(RepeatedField<T> field)
    {
        var array = new T[field.Count];
        field.CopyTo(array, 0);
        return array;
    }

    private static bool IsRaw(float value, CellModality modality) => modality == CellModality.Counts ? value >= 0 && value == MathF.Truncate(value) && float.IsFinite(value) : float.IsFinite(value);

    private static string Wrong(int cell, uint gene, float value, CellModality modality) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"cells.values of cell {cell} has {value} for gene {gene}; expected {(modality == CellModality.Counts ? "raw counts: whole numbers from 0 on, not normalized and no logarithms" : "finite values")}.");
}
