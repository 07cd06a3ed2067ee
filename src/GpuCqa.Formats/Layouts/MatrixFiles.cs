using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Layouts;

/// <summary>Where a matrix of cells lies, and the names of its rows and columns.</summary>
/// <param name="Matrix">The Matrix Market file.</param>
/// <param name="Features">Ids of the features, or null for a bare matrix.</param>
/// <param name="Barcodes">Names of the cells, or null for a bare matrix.</param>
/// <param name="Layout">Whose layout it is.</param>
internal sealed record MatrixFiles(string Matrix, string? Features, string? Barcodes, MatrixLayout Layout)
{
    /// <summary>A folder that links to itself has no bottom.</summary>
    private const int DeepestFolder = 8;

    /// <summary>So deep are several folders looked into for the one that holds a matrix.</summary>
    private const int LookedInto = 3;

    private const string TenxMatrix = "matrix.mtx";

    /// <summary>Display names of the features in a file of their own: one a line in the order of the ids, or pairs of id and name; null = none.</summary>
    public string? Symbols { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<string> All => [.. new[] { Matrix, Features, Barcodes, Symbols }.OfType<string>()];

    /// <summary>Finds the matrix in a folder, in its only subfolder with one, or in the subfolder named like the genome.</summary>
    /// <exception cref="BadDataException">A part is missing, or there is more than one matrix.</exception>
    public static MatrixFiles InFolder(string folder, string? genome, Action<string>? note)
    {
        string at = folder;
        for (int depth = 0; depth < DeepestFolder; depth++)
        {
            var names = new FolderNames(at, folder);
            if (Only(names, folder) is { } matrix) return Beside(names, matrix, note) ?? throw Nameless(folder, matrix);
            string[] below = FolderNames.Below(at, folder);
            if (below.Length == 0) throw new BadDataException(folder, null, $"is not a 10x folder, nor one of kallisto|bustools, alevin-fry or split-pipe: it holds no {TenxMatrix} or {TenxMatrix}.gz, nor another .mtx file");
            string? chosen = below.Length == 1 ? below[0] : Array.Find(below, d => d == genome);
            if (chosen is null)
            {
                string[] full = [.. below.Where(d => Leads(Path.Combine(at, d), folder, LookedInto))];
                chosen = full.Length == 1
                    ? full[0]
                    : throw new BadDataException(folder, null, $"holds no {TenxMatrix}, and {below.Length} folders ({string.Join(", ", below.Take(5))}{(below.Length > 5 ? ", ..." : "")}); give the path of one");
            }

            at = Path.Combine(at, chosen);
        }

        throw new BadDataException(folder, null, $"holds no {TenxMatrix} down to {DeepestFolder} folders");
    }

    /// <summary>The parts beside a matrix file; a matrix with no names beside it is bare.</summary>
    public static MatrixFiles OfMatrix(string matrix, Action<string>? note)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(matrix))!;
        MatrixFiles? found = Beside(new FolderNames(folder, matrix), FolderNames.Plain(Path.GetFileName(matrix)), note);
        return found is null ? new MatrixFiles(matrix, null, null, MatrixLayout.Bare) : found with { Matrix = matrix };
    }

    /// <summary>The matrix that a folder is about: the only one, the only one with names, or Cell Ranger's among others; null when there is none.</summary>
    private static string? Only(FolderNames names, string given)
    {
        string[] matrices = names.Matrices;
        if (matrices.Length < 2) return matrices.FirstOrDefault();
        if (matrices.Contains(TenxMatrix)) return TenxMatrix;
        string[] named = [.. matrices.Where(m => m.EndsWith(TenxMatrix, StringComparison.Ordinal) || HasNames(names, m))];
        if (named.Length == 1) return named[0];
        string[] shown = named.Length > 0 ? named : matrices;
        throw new BadDataException(given, null, $"holds {shown.Length} matrices ({string.Join(", ", shown.Take(5))}{(shown.Length > 5 ? ", ..." : "")}); give the path of one");
    }

    private static bool HasNames(FolderNames names, string matrix)
    {
        try
        {
            return Beside(names, matrix, null) is not null;
        }
        catch (BadDataException)
        {
            // A part is missing: it is a matrix of a layout all the same.
            return true;
        }
    }

    private static bool Leads(string folder, string given, int depth) =>
        new FolderNames(folder, given).Matrices.Length > 0 || (depth > 1 && FolderNames.Below(folder, given).Any(d => Leads(Path.Combine(folder, d), given, depth - 1)));

    /// <summary>The matrix and its names, or null when there are none beside it.</summary>
    private static MatrixFiles? Beside(FolderNames names, string matrix, Action<string>? note) =>
        SplitPipe(names, matrix, note) ?? Alevin(names, matrix, note) ?? Bustools(names, matrix, note) ?? Atlas(names, matrix, note) ?? Tenx(names, matrix, note) ?? Named(names, matrix, note) ?? TenxWithout(names, matrix);

    private static MatrixFiles? Tenx(FolderNames names, string matrix, Action<string>? note)
    {
        if (PrefixOf(matrix, TenxMatrix) is not { } prefix || names.Find(prefix + "barcodes.tsv", note) is not { } barcodes) return null;
        if (names.Find(prefix + "features.tsv", note) is { } features) return new MatrixFiles(names.Find(matrix, note)!, features, barcodes, MatrixLayout.Tenx3);
        return names.Find(prefix + "genes.tsv", note) is { } genes ? new MatrixFiles(names.Find(matrix, note)!, genes, barcodes, MatrixLayout.Tenx2) : null;
    }

    /// <summary>Refuses what is named like a part of a 10x folder when the rest is not there; null for a matrix of another name, or all alone.</summary>
    private static MatrixFiles? TenxWithout(FolderNames names, string matrix)
    {
        if (PrefixOf(matrix, TenxMatrix) is not { } prefix) return null;
        bool features = names.FindFirst([prefix + "features.tsv", prefix + "genes.tsv"]) is not null, barcodes = names.Find(prefix + "barcodes.tsv") is not null;
        if (!features && barcodes) throw Without(names, matrix, $"{prefix}features.tsv[.gz] or {prefix}genes.tsv[.gz]");
        if (features && !barcodes) throw Without(names, matrix, $"{prefix}barcodes.tsv[.gz]");
        return null;
    }

    private static MatrixFiles? SplitPipe(FolderNames names, string matrix, Action<string>? note)
    {
        if ((PrefixOf(matrix, "count_matrix.mtx") ?? PrefixOf(matrix, "DGE.mtx")) is not { } prefix) return null;
        string? genes = names.FindFirst([prefix + "all_genes.csv", prefix + "genes.csv"], note), cells = names.Find(prefix + "cell_metadata.csv", note);
        if (genes is null && cells is null) return null;
        return new MatrixFiles(
            names.Find(matrix, note)!, genes ?? throw Without(names, matrix, prefix + "all_genes.csv"), cells ?? throw Without(names, matrix, prefix + "cell_metadata.csv"), MatrixLayout.SplitPipe);
    }

    private static MatrixFiles? Alevin(FolderNames names, string matrix, Action<string>? note)
    {
        if (PrefixOf(matrix, "quants_mat.mtx") is not { } prefix) return null;
        string? genes = names.Find(prefix + "quants_mat_cols.txt", note), cells = names.Find(prefix + "quants_mat_rows.txt", note);
        if (genes is null && cells is null) return null;
        const string Pairs = "gene_id_to_name.tsv";
        string? above = Path.GetDirectoryName(Path.GetFullPath(names.Folder));
        return new MatrixFiles(
            names.Find(matrix, note)!, genes ?? throw Without(names, matrix, prefix + "quants_mat_cols.txt"), cells ?? throw Without(names, matrix, prefix + "quants_mat_rows.txt"), MatrixLayout.Alevin)
        {
            // simpleaf writes it beside the folder "alevin".
            Symbols = names.Find(prefix + Pairs) ?? (Path.GetFileName(names.Folder) == "alevin" && above is not null && File.Exists(Path.Combine(above, Pairs)) ? Path.Combine(above, Pairs) : null),
        };
    }

    /// <summary>The matrices of nascent, mature and ambiguous molecules have one more word in their names and share the names of the rest.</summary>
    private static MatrixFiles? Bustools(FolderNames names, string matrix, Action<string>? note)
    {
        string stem = matrix[..^".mtx".Length];
        string[] stems = stem.LastIndexOf('.') is > 0 and int dot ? [stem, stem[..dot]] : [stem];
        foreach (string one in stems)
        {
            string? genes = names.Find(one + ".genes.txt", note), cells = names.Find(one + ".barcodes.txt", note);
            if (genes is null && cells is null) continue;
            if (genes is null && names.Find(one + ".ec.txt") is not null)
                throw new BadDataException(Path.Combine(names.Folder, matrix), null, "counts equivalence classes of transcripts, not genes; let bustools count genes (bustools count --genecounts)");
            return new MatrixFiles(
                names.Find(matrix, note)!, genes ?? throw Without(names, matrix, one + ".genes.txt"), cells ?? throw Without(names, matrix, one + ".barcodes.txt"), MatrixLayout.Bustools)
            {
                Symbols = names.Find(one + ".genes.names.txt", note),
            };
        }

        return null;
    }

    private static MatrixFiles? Atlas(FolderNames names, string matrix, Action<string>? note) =>
        names.Find(matrix + "_rows", note) is { } rows && names.Find(matrix + "_cols", note) is { } columns ? new MatrixFiles(names.Find(matrix, note)!, rows, columns, MatrixLayout.Atlas) : null;

    /// <summary>Files of usual names, with the prefix of the matrix or none.</summary>
    private static MatrixFiles? Named(FolderNames names, string matrix, Action<string>? note)
    {
        string stem = matrix[..^".mtx".Length];
        int cut = stem.LastIndexOfAny(['_', '.', '-']);
        foreach (string prefix in (string[])[stem + "_", stem + ".", cut >= 0 ? stem[..(cut + 1)] : "", ""])
        {
            string? features = names.FindFirst(Usual(prefix, "features", "genes", "gene_names", "gene_ids", "rownames"), note);
            string? cells = names.FindFirst(Usual(prefix, "barcodes", "cells", "cell_names", "cell_barcodes", "colnames"), note);
            if (features is not null && cells is not null) return new MatrixFiles(names.Find(matrix, note)!, features, cells, MatrixLayout.Named);
        }

        return null;
    }

    private static IEnumerable<string> Usual(string prefix, params string[] words) => words.SelectMany(w => (string[])[$"{prefix}{w}.tsv", $"{prefix}{w}.txt", $"{prefix}{w}.csv"]);

    private static string? PrefixOf(string file, string part) => file.EndsWith(part, StringComparison.Ordinal) ? file[..^part.Length] : null;

    private static BadDataException Without(FolderNames names, string matrix, string part) => new(names.Folder, null, $"holds {matrix} but no {part}");

    private static BadDataException Nameless(string folder, string matrix)
    {
        string? prefix = PrefixOf(matrix, TenxMatrix);
        return new BadDataException(folder, null, prefix is null
            ? $"holds {matrix} but no names of its features and cells; expected those of 10x, kallisto|bustools, alevin-fry or split-pipe, or features.tsv and barcodes.tsv, beside it"
            : $"holds {matrix} but no {prefix}features.tsv[.gz] or {prefix}genes.tsv[.gz], and no {prefix}barcodes.tsv[.gz]");
    }
}
