using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.References;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.References.Labels;

/// <summary>References in the memory of the host, labelled with its threads.</summary>
public sealed class CellLabellers(ServiceOptions options) : ICellLabellers, IDisposable
{
    private readonly CpuDevice device = new(options.Threads);

    /// <inheritdoc/>
    public long Estimate(string folder)
    {
        ReferenceRecord record = ReferenceFolder.Inspect(folder).Record;
        return CellLabeller.BytesOf(record.Cells, record.Dimensions, record.Components, record.Clusterings.Sum(c => c.Clusters), record.Clusterings.Count, record.Genes, record.SelectedGenes);
    }

    /// <inheritdoc/>
    public ILoadedReference Load(string folder, CancellationToken cancellation)
    {
        // A cell by itself has no plate whose controls its values could be compared with.
        if (ReferenceFolder.Inspect(folder).Record.Parameters.Controls.Count > 0)
            throw new PreconditionException("The reference is of image features on the scale of their plates' controls, which cells by themselves do not have; map whole lots with an analysis.");
        return new Loaded(CellLabeller.Of(device, ReferenceFolder.Read(folder, cancellation), StepProgress.None, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => device.Dispose();

    // What it holds lies in the host's memory, which the collector takes back once no call uses it any more.
    private sealed class Loaded(CellLabeller labeller) : ILoadedReference
    {
        public long Bytes => labeller.Bytes;

        public FeatureTable Genes => labeller.Genes;

        public CellModality Modality => labeller.Modality;

        public IReadOnlyList<double> Resolutions => labeller.Resolutions;

        public Calibration Calibration => labeller.Calibration;

        public (LabelTransfer Transfer, Judgement Judgement) Label(CsrMatrix<float> cells, bool[] measured, CancellationToken cancellation) => labeller.Label(cells, measured, cancellation);
    }
}
