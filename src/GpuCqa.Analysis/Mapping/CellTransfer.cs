using System.Globalization;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels single cells on a loaded reference: the answer of a cell depends on nothing but the cell.</summary>
/// <remarks>
/// <para>
/// Cells are projected by the frozen linear model and labelled by the exact nearest reference cells (<see cref="NeighborVotes"/>) in the space before alignment: a correction needs a lot, and a batch of a
/// stream is none. Query and reference then both carry the effects of their lots, and a cell finds its like among the train lots that resemble its own. Where the reference was not aligned, labels, scores, margins and distances are those of
/// <see cref="SymphonyTransfer"/> to the bit. There is no quality control: the caller chooses the cells.
/// </para>
/// <para>Calls may run at the same time. Memory: the reference's leading projections, twice.</para>
/// </remarks>
public sealed class CellTransfer : IDisposable
{
    /// <summary>Nearest reference cells that vote, as in <see cref="Core.Parameters.MapParameters.KVote"/>.</summary>
    public const int DefaultVotes = 15;

    private const int CellsPerTask = 64;

    private readonly ComputeDevice device;
    private readonly ReferenceModel reference;
    private readonly NeighborIndex index;
    private readonly int[][] labels;
    private readonly int votes;

    private CellTransfer(ComputeDevice device, ReferenceModel reference, int votes)
    {
        // Only leading components are asked for; each is a sum of its own.
        (this.device, this.reference) = (device, reference with { Pca = reference.Pca with { Loadings = reference.Pca.Loadings.FirstColumns(reference.Dimensions) } });
        this.votes = Math.Min(votes, reference.Cells.Count);
        index = device.IndexNeighbors(reference.Projections.FirstColumns(reference.Dimensions));
        labels = [.. reference.Clusterings.Select(c => c.Labels)];
    }

    /// <summary>Prepares a reference.</summary>
    /// <param name="device">Device; must live as long as the result.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="votes">Nearest reference cells that vote.</param>
    /// <exception cref="InvalidParameterException">Fewer than one vote was asked for.</exception>
    public static CellTransfer Load(ComputeDevice device, ReferenceModel reference, int votes = DefaultVotes)
    {
        if (votes < 1) throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"{votes} nearest cells were asked to vote; expected at least 1."));
        return new CellTransfer(device, reference, votes);
    }

    /// <summary>Labels cells.</summary>
    /// <param name="counts">cells x genes of the reference in its order, raw values, CSR, float32.</param>
    /// <param name="measured">Per gene of the reference, whether it was measured; what was not drops out of the projection. Null = all.</param>
    /// <returns>Per resolution and cell label, score and margin; per cell the mean distance to those who voted and the place in the leading components, before alignment.</returns>
    /// <exception cref="InvalidParameterException">The genes are not as many as the reference's, a value is no count (no number, for image features), or a cell has none.</exception>
    public LabelTransfer Label(CsrMatrix<float> counts, bool[]? measured = null)
    {
        bool[] present = Array.ConvertAll(reference.StoredGenes, g => measured is null || measured[g]);
        double[] totals = Totals(counts);
        DenseMatrix<float> projection = QueryProjection.Project(device, reference, QueryBlock.StoredOf(device, reference, counts), totals, present);
        return NeighborVotes.Transfer(device, index.Search(projection, votes), labels, reference, projection);
    }

    /// <summary>Lets go of what was prepared.</summary>
    public void Dispose() => index.Dispose();

    private double[] Totals(CsrMatrix<float> counts)
    {
        if (counts.Columns != reference.Genes.Count)
            throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"The cells have {counts.Columns} genes; the reference has {reference.Genes.Count}, and values must be in its order."));
        bool features = reference.Modality == CellModality.Features;
        double[] totals = new double[counts.Rows];
        bool[] wrong = new bool[counts.Rows];
        device.ForEach((counts.Rows + CellsPerTask - 1) / CellsPerTask, t =>
        {
            for (int r = t * CellsPerTask; r < Math.Min(counts.Rows, (t + 1) * CellsPerTask); r++)
            {
                foreach (float x in counts.RowValues(r))
                {
                    totals[r] += x;
                    // Not a number fails both.
                    wrong[r] |= !features && !(x >= 0 && x == MathF.Floor(x));
                }

                wrong[r] |= !double.IsFinite(totals[r]) || (!features && !(totals[r] > 0));
            }
        });
        if (!wrong.Contains(true)) return totals;
        if (!features && CountValues.FirstOther(counts) is { } bad)
            throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"Cell {bad.Row}: the value {bad.Value} of gene '{reference.Genes.Ids[bad.Column]}' is not a count (a whole number from 0); normalized or logarithmic values cannot be mapped onto a reference of counts."));
        int first = Array.IndexOf(wrong, true);
        throw new InvalidParameterException(double.IsFinite(totals[first])
            ? string.Create(CultureInfo.InvariantCulture, $"Cell {first} has no count in the genes of the reference.")
            : string.Create(CultureInfo.InvariantCulture, $"Cell {first} has a value that is not a finite number."));
    }
}
