using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Reads new lots for mapping: their genes are matched to those of the reference, and each lot's cells pass the reference's rules of quality control on their own.</summary>
/// <remarks>
/// <para>
/// Given limits are those of the reference; the rule of medians takes the medians of the lot itself. Nothing of one lot enters another one, and nothing enters the reference: a lot alone gives the bytes that
/// it gives among others. Totals, detected genes and mitochondrial shares are over the genes that the reference keeps.
/// </para>
/// <para>
/// A file is read once, in blocks, whatever number of lots it holds; of a block only the stored genes, totals, projections and the measure over all genes are kept, so that counts may be larger than memory.
/// Lots come file by file, in the order of the input, as soon as their file is read.
/// </para>
/// </remarks>
/// <param name="device">Device.</param>
/// <param name="reference">The reference.</param>
/// <param name="strangeness">
/// How far the counts of each cell of a block, over all genes, are from those of any cluster.
/// Null leaves <see cref="QueryLot.Strangeness"/> at 0.
/// </param>
/// <param name="keepsCounts">Whether a lot's counts over all genes are kept (<see cref="QueryLot.Counts"/>) until it is mapped.</param>
public sealed class QueryReader(ComputeDevice device, ReferenceModel reference, StrangenessMeasure? strangeness = null, bool keepsCounts = false)
{
    private readonly ReferenceCells own = new(device, reference);

    /// <summary>Reads the lots.</summary>
    /// <param name="input">Lots and their files; readouts are in the order of the reference's hypotheses.</param>
    /// <param name="progress">Receives cells read, notes and warnings.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="BadDataException">A file is damaged, holds values of another kind, shares too few genes with the reference, or a lot has no cell or two of one name.</exception>
    /// <exception cref="NotFoundException">No cell of a shared file names a lot.</exception>
    /// <exception cref="PreconditionException">No cell of a lot passes quality control, or the lot is an unfiltered matrix.</exception>
    public IEnumerable<QueryLot> Read(CohortInput input, StepProgress progress, CancellationToken cancellation = default)
    {
        QueryReading reading = Begin(input, progress, cancellation);
        for (int f = 0; f < reading.Files; f++)
        {
            foreach (QueryLot lot in reading.Lots(f, progress, cancellation)) yield return lot;
        }

        reading.End(progress);
    }

    /// <summary>Begins to read the lots file by file.</summary>
    /// <inheritdoc cref="Read"/>
    public QueryReading Begin(CohortInput input, StepProgress progress, CancellationToken cancellation = default)
    {
        bool scaled = reference.Parameters.Controls.Count > 0;
        if (input.Files.FirstOrDefault(f => f.Source.IsOfPlates != scaled && f.Source.Modality == reference.Modality) is { } other)
            throw new BadDataException(other.Source.Path, null, scaled ? "holds values without plates, while the reference is of image features on the scale of their plates' controls" : "holds raw measurements of images, while the reference is of values that were taken as they were");
        if (input.IsOfPlates && scaled) input = ScaledInput.Of(input, PlateSearch.Learn(device, input, reference.Parameters, reference.Genes, progress, cancellation)).Input;
        return new QueryReading(device, reference, strangeness, keepsCounts, own, input);
    }
}
