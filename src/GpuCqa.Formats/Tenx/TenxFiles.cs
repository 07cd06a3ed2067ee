using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Tenx;

/// <summary>Where the parts of a 10x matrix lie.</summary>
/// <param name="Matrix">The Matrix Market file.</param>
/// <param name="Features">genes.tsv or features.tsv, or null for a bare matrix.</param>
/// <param name="Barcodes">barcodes.tsv, or null for a bare matrix.</param>
internal sealed record TenxFiles(string Matrix, string? Features, string? Barcodes)
{
    /// <summary>A folder that links to itself has no bottom.</summary>
    private const int DeepestFolder = 8;

    private const string MatrixName = "matrix.mtx", BarcodesName = "barcodes.tsv";
    private static readonly string[] FeatureNames = ["features.tsv", "genes.tsv"];

    /// <summary>Cell Ranger's layout: 3 with features.tsv, 2 with genes.tsv, null for a bare matrix.</summary>
    public int? Version => Features is null ? null : Path.GetFileName(Features).Contains("features.tsv", StringComparison.OrdinalIgnoreCase) ? 3 : 2;

    /// <summary>Finds the parts in a folder, in its only subfolder, or in the subfolder named like the genome.</summary>
    /// <exception cref="BadDataException">A part is missing, or there is more than one matrix.</exception>
    public static TenxFiles InFolder(string folder, string? genome, Action<string>? note)
    {
        string at = folder;
        for (int depth = 0; depth < DeepestFolder; depth++)
        {
            string[] names = List(at, folder, Directory.GetFiles);
            string[] prefixes = [.. names.Select(n => PrefixOf(n, MatrixName)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            if (prefixes.Contains("")) return Parts(at, names, "", note);
            if (prefixes.Length == 1) return Parts(at, names, prefixes[0], note);
            if (prefixes.Length > 1)
                throw new BadDataException(folder, null, $"holds {prefixes.Length} matrices ({string.Join(", ", prefixes.Take(5).Select(p => p + MatrixName))}{(prefixes.Length > 5 ? ", ..." : "")}); give the path of one");
            string[] below = List(at, folder, Directory.GetDirectories);
            if (below.Length == 0) throw new BadDataException(folder, null, $"is not a 10x folder: it holds no {MatrixName} or {MatrixName}.gz");
            string? chosen = below.Length == 1 ? below[0] : Array.Find(below, d => d == genome);
            at = chosen is not null
                ? Path.Combine(at, chosen)
                : throw new BadDataException(folder, null, $"holds no {MatrixName}, and {below.Length} folders ({string.Join(", ", below.Take(5))}{(below.Length > 5 ? ", ..." : "")}); give the path of one");
        }

        throw new BadDataException(folder, null, $"holds no {MatrixName} down to {DeepestFolder} folders");
    }

    /// <summary>The parts beside a matrix file; a matrix with neither beside it is bare.</summary>
    public static TenxFiles OfMatrix(string matrix, Action<string>? note)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(matrix))!;
        string? prefix = PrefixOf(Path.GetFileName(matrix), MatrixName);
        if (prefix is null) return new TenxFiles(matrix, null, null);
        string[] names = List(folder, matrix, Directory.GetFiles);
        string? features = FeatureNames.Select(n => Part(folder, names, prefix + n, null)).FirstOrDefault(n => n is not null);
        string? barcodes = Part(folder, names, prefix + BarcodesName, null);
        if (features is null && barcodes is null) return new TenxFiles(matrix, null, null);
        return Parts(folder, names, prefix, note) with { Matrix = matrix };
    }

    private static TenxFiles Parts(string folder, string[] names, string prefix, Action<string>? note)
    {
        string? features = null;
        foreach (string name in FeatureNames) features ??= Part(folder, names, prefix + name, note);
        return new TenxFiles(
            Part(folder, names, prefix + MatrixName, note)!,
            features ?? throw new BadDataException(folder, null, $"holds {prefix}{MatrixName} but no {prefix}features.tsv[.gz] or {prefix}genes.tsv[.gz]"),
            Part(folder, names, prefix + BarcodesName, note) ?? throw new BadDataException(folder, null, $"holds {prefix}{MatrixName} but no {prefix}{BarcodesName}[.gz]"));
    }

    private static string? Part(string folder, string[] names, string name, Action<string>? note)
    {
        bool plain = names.Contains(name), packed = names.Contains(name + ".gz");
        if (plain && packed) note?.Invoke($"{folder}: holds both {name} and {name}.gz; read {name}");
        return plain ? Path.Combine(folder, name) : packed ? Path.Combine(folder, name + ".gz") : null;
    }

    private static string? PrefixOf(string file, string part)
    {
        string name = file.EndsWith(".gz", StringComparison.Ordinal) ? file[..^3] : file;
        return name.EndsWith(part, StringComparison.Ordinal) ? name[..^part.Length] : null;
    }

    /// <summary>Names in a folder, in order; hidden ones are not data (macOS leaves "._matrix.mtx" beside a copy).</summary>
    private static string[] List(string folder, string given, Func<string, string[]> entries)
    {
        try
        {
            return [.. entries(folder).Select(f => Path.GetFileName(f)!).Where(n => n[0] != '.').Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(given, null, $"the folder cannot be read: {error.Message}", error);
        }
    }
}
