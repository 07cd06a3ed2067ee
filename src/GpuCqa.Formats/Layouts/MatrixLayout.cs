namespace GpuCqa.Formats.Layouts;

/// <summary>How a tool lays out a Matrix Market file and the names of its rows and columns.</summary>
/// <param name="Name">The tool, in words.</param>
/// <param name="CellsAreRows">Whether its rows are cells, where the tool always writes one way; null when only the lengths of the names can tell.</param>
/// <param name="HasTypes">Whether a third column of the features is their type.</param>
internal sealed record MatrixLayout(string Name, bool? CellsAreRows, bool HasTypes)
{
    /// <summary>Cell Ranger 2 (genes.tsv); STARsolo writes the same.</summary>
    public static readonly MatrixLayout Tenx2 = new("10x folder, v2", false, HasTypes: true);

    /// <summary>Cell Ranger 3 and later (features.tsv).</summary>
    public static readonly MatrixLayout Tenx3 = new("10x folder, v3", false, HasTypes: true);

    /// <summary>bustools count, as kb-python calls it: NAME.mtx, NAME.barcodes.txt, NAME.genes.txt and NAME.genes.names.txt.</summary>
    public static readonly MatrixLayout Bustools = new("kallisto|bustools", true, HasTypes: false);

    /// <summary>alevin-fry and alevin: quants_mat.mtx, quants_mat_rows.txt, quants_mat_cols.txt.</summary>
    public static readonly MatrixLayout Alevin = new("alevin-fry", true, HasTypes: false);

    /// <summary>Parse Biosciences' split-pipe: count_matrix.mtx or DGE.mtx, all_genes.csv, cell_metadata.csv.</summary>
    public static readonly MatrixLayout SplitPipe = new("Parse split-pipe", true, HasTypes: false);

    /// <summary>EBI's Single Cell Expression Atlas: NAME.mtx, NAME.mtx_rows, NAME.mtx_cols.</summary>
    public static readonly MatrixLayout Atlas = new("Single Cell Expression Atlas", false, HasTypes: false);

    /// <summary>Names of features and cells in files of usual names beside the matrix.</summary>
    public static readonly MatrixLayout Named = new("Matrix Market file with names", null, HasTypes: true);

    /// <summary>A matrix without names.</summary>
    public static readonly MatrixLayout Bare = new("Matrix Market file", null, HasTypes: false);
}
