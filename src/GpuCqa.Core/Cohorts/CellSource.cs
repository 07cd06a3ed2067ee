namespace GpuCqa.Core.Cohorts;

/// <summary>A file or folder of cells that can be read in row blocks, any number of times.</summary>
/// <remarks>Implemented by the readers; analyses see only this. A source is cheap to make: opening reads headers, not cells.</remarks>
public abstract class CellSource
{
    /// <summary>The path as the user gave it.</summary>
    public abstract string Path { get; }

    /// <summary>The columns.</summary>
    public abstract FeatureTable Features { get; }

    /// <summary>What the values are.</summary>
    public abstract CellModality Modality { get; }

    /// <summary>Number of cells, or null when only reading the whole file can tell.</summary>
    public abstract long? CellCount { get; }

    /// <summary>Number of stored entries, at most, or null when only reading the whole file can tell.</summary>
    public virtual long? EntryCount => null;

    /// <summary>
    /// Whether the values are raw measurements of images: blocks then say the plate of each cell (<see cref="CellBlock.Places"/>), and a value may be NaN (not measured) or infinite (a quotient by zero).
    /// They are brought to the scale of their plate's controls before anything else looks at them.
    /// </summary>
    public virtual bool IsOfPlates => false;

    /// <summary>What the last full reading found that headers could not tell, one sentence each; empty before.</summary>
    public virtual IReadOnlyList<string> Findings => [];

    /// <summary>Name of the per-cell column whose values fill <see cref="CellBlock.Groups"/>, or null.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>Reads all cells in file order.</summary>
    /// <param name="maxCells">Most cells a block may hold; every block but the last holds exactly so many.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="Errors.BadDataException">The file is truncated, malformed, or holds values that its modality forbids; names file and place.</exception>
    public abstract IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default);
}
