using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Images;

/// <summary>Lots whose files are read as scaled image features, and what quality control removed on the way.</summary>
internal sealed class ScaledInput
{
    private readonly RemovedCells removed;
    private readonly Dictionary<string, int> index;

    private ScaledInput(CohortInput input, RemovedCells removed)
    {
        Input = input;
        this.removed = removed;
        index = input.Lots.Select((l, i) => (l.Lot.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
    }

    /// <summary>The input whose sources give scaled values.</summary>
    public CohortInput Input { get; }

    /// <summary>Wraps the sources of an input.</summary>
    public static ScaledInput Of(CohortInput raw, ImageScaling scaling)
    {
        var removed = new RemovedCells(raw.Lots.Count);
        var cells = new ImageCells(raw);
        string[] lots = [.. raw.Lots.Select(l => l.Lot.Name)];
        return new ScaledInput(raw with { Files = [.. raw.Files.Select(f => f with { Source = new ScaledImageSource(f.Source, scaling, cells, f.Lot, lots, removed) })], ControlSources = [] }, removed);
    }

    /// <summary>What was read and removed of a lot, in its result.</summary>
    public LotResult Counted(LotResult lot)
    {
        int at = index[lot.Name];
        return lot with { CellsRead = removed.Read(at), RemovedUnmeasured = removed.Unmeasured(at), RemovedSize = removed.Size(at) };
    }
}
