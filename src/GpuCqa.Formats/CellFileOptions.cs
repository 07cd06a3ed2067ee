using GpuCqa.Core.Cohorts;

namespace GpuCqa.Formats;

/// <summary>What to read where a file of cells holds more than one thing. The defaults read what the file was made for.</summary>
public sealed record CellFileOptions
{
    /// <summary>Default of <see cref="FeatureType"/>: Cell Ranger's name for genes.</summary>
    public const string GeneExpression = "Gene Expression";

    /// <summary>Genome to read from a file of several; null = the only one.</summary>
    public string? Genome { get; init; }

    /// <summary>h5ad layer that holds the values; null = X.</summary>
    public string? Layer { get; init; }

    /// <summary>Reads the values and genes of an h5ad file's <c>raw</c> instead of X.</summary>
    public bool UseRaw { get; init; }

    /// <summary>Per-cell column (h5ad obs, feature table metadata) whose values fill <see cref="CellBlock.Groups"/>; null = none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>Feature type whose columns are kept when a file holds several; null = all. A file of one type or none is read whole.</summary>
    public string? FeatureType { get; init; } = GeneExpression;

    /// <summary>Feature table column that names the cells; null = the first column that is not numeric.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Feature table columns that are not measurements although they may be numeric (image number, well).</summary>
    public IReadOnlyList<string> MetadataColumns { get; init; } = [];

    /// <summary>How tables of image features are read as images of plates; null = a table is read as the measurements that it holds, a folder or database of CellProfiler's with the defaults.</summary>
    public ImageOptions? Images { get; init; }

    /// <summary>What the values are; null = counts in matrices of genes, features in feature tables. Counts must be non-negative integers.</summary>
    public CellModality? Modality { get; init; }

    /// <summary>Receives one sentence for each thing that was left out or assumed; null = nobody asks.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Receives one sentence for each thing that undermines what is found in the file; null = it goes to <see cref="Note"/>.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Where that goes.</summary>
    internal Action<string>? Undermined => Warn ?? Note;
}
