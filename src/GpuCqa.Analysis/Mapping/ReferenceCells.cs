using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Finds cells of the reference among those that are mapped onto it, whatever their names: a reference mapped onto itself gives back its labels, right or wrong.</summary>
internal sealed class ReferenceCells(ComputeDevice device, ReferenceModel reference)
{
    private bool[]? measured;
    private List<ulong>[] lots = [];

    /// <summary>How many cells of a lot a train lot holds too, value for value over the stored genes that were measured, and what is to be said of it; null when it is too few to be no chance.</summary>
    /// <param name="lot">Name of the lot.</param>
    /// <param name="cells">Digests of its cells that can be told apart.</param>
    /// <param name="present">Per stored gene, whether the lot has it.</param>
    public (int Cells, string Warning)? Among(string lot, List<ulong> cells, bool[] present)
    {
        if (measured is null || !measured.AsSpan().SequenceEqual(present)) (measured, lots) = (present, Digests(present));
        if (RepeatedCells.MostShared(cells, lots) is not { } found) return null;
        return (found.Shared, string.Create(CultureInfo.InvariantCulture,
            $"Lot '{lot}' holds {Counted.Of(found.Shared, "cell")} of train lot '{reference.Lots[found.Lot].Name}' of the reference, value for value ({cells.Count} compared): cells of the reference itself get back its labels, right or wrong, so that nothing follows for new lots."));
    }

    private List<ulong>[] Digests(bool[] present)
    {
        int[] map = QueryBlock.Measured(present);
        int count = reference.StoredValues.Rows, enough = CohortReader.TellingEntriesOf(reference.Modality);
        var digests = new ulong[count];
        var entries = new int[count];
        int first = 0;
        foreach (CsrMatrix<float> block in reference.StoredValues.Blocks())
        {
            device.ForEach(block.Rows, r => digests[first + r] = RepeatedCells.Digest(block.RowIndices(r), block.RowValues(r), map, out entries[first + r]));
            first += block.Rows;
        }

        var result = new List<ulong>[reference.Lots.Count];
        for (int l = 0; l < result.Length; l++) result[l] = [];
        for (int c = 0; c < count; c++)
        {
            if (entries[c] >= enough) result[reference.Cells.Lots[c]].Add(digests[c]);
        }

        return result;
    }
}
