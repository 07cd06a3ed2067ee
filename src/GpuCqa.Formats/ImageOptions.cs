namespace GpuCqa.Formats;

/// <summary>How tables of image features are read: which objects are cells, what names their plate, and which of them are controls.</summary>
public sealed record ImageOptions
{
    /// <summary>Word for every cell as a control of its plate.</summary>
    public const string AllCells = "all";

    /// <summary>Regular expression on file names as CellProfiler's Metadata module takes it; each named group, written (?&lt;name&gt;...) or (?P&lt;name&gt;...), is a column of the cells. Null = none.</summary>
    public string? Metadata { get; init; }

    /// <summary>Column that names the plate; null = Metadata_Plate where there is one, else all cells are of one plate.</summary>
    public string? Plate { get; init; }

    /// <summary>"all", or "column=value,value,..." of the controls; a cell that one entry fits is one.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [AllCells];

    /// <summary>Objects that are read, the one that is a cell first; empty = all, and Cells are the cells.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>The lot of all cells, where a file is of one.</summary>
    public string? Lot { get; init; }

    /// <summary>Plate of each lot, where a column of the cohort sheet names it; else null.</summary>
    public IReadOnlyDictionary<string, string>? PlateOfLot { get; init; }

    /// <summary>Lots that are controls, as columns of the cohort sheet say.</summary>
    public IReadOnlyList<string> ControlLots { get; init; } = [];
}
