using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Matrices;

namespace GpuCqa.Formats.Hdf5.AnnData;

/// <summary>Which matrix of an h5ad file is read.</summary>
/// <param name="Name">X, raw, or layers/NAME.</param>
/// <param name="IsRaw">True when the columns are raw's genes.</param>
/// <param name="Open">Opens it.</param>
internal sealed record MatrixChoice(string Name, bool IsRaw, Func<AnnDataFile, StoredMatrix?> Open)
{
    private const string CountsLayer = "counts";

    /// <summary>
    /// The one that the options name; else, for counts, the first of X, raw and layers/counts that holds counts. Normalized values are never taken for counts.
    /// </summary>
    internal static MatrixChoice Of(AnnDataFile file, CellFileOptions options)
    {
        string path = file.Root.File.Path;
        if (options.Layer is not null && options.UseRaw) throw new InvalidParameterException("A layer and raw cannot both be read; choose one.");
        if (options.Layer is { } name)
            return file.OpenLayer(name) is null
                ? throw new NotFoundException($"{path}: no layer '{name}'; the file has {Words(file.LayerNames)}")
                : Layer(name).Demand(file, options);
        if (options.UseRaw) return file.OpenRaw() is null ? throw new NotFoundException($"{path}: the file has no raw") : Raw.Demand(file, options);
        if (options.Modality == CellModality.Features) return file.OpenX() is null ? throw new BadDataException(path, "/X", "is missing") : X;
        return Counts(file, options);
    }

    /// <summary>Every matrix of cells in the file, in the order in which counts are looked for.</summary>
    internal static IEnumerable<MatrixChoice> All(AnnDataFile file)
    {
        yield return X;
        yield return Raw;
        foreach (string name in file.LayerNames.OrderBy(n => n == CountsLayer ? 0 : 1)) yield return Layer(name);
    }

    /// <summary>True for the places in which counts are looked for unasked.</summary>
    private bool IsUsual => Name is "X" or "raw" or "layers/" + CountsLayer;

    private static MatrixChoice X { get; } = new("X", false, f => f.OpenX());

    private static MatrixChoice Raw { get; } = new("raw", true, f => f.OpenRaw());

    private static MatrixChoice Layer(string name) => new($"layers/{name}", false, f => f.OpenLayer(name));

    private static MatrixChoice Counts(AnnDataFile file, CellFileOptions options)
    {
        var findings = new List<string>();
        foreach (MatrixChoice choice in All(file))
        {
            if (choice.Open(file) is not { } matrix) continue;
            matrix.Check();
            ValueLook look = matrix.Look();
            if (look.AreCounts && choice.IsUsual)
            {
                if (findings.Count > 0) options.Note?.Invoke($"{file.Root.File.Path}: counts are read from {choice.Name} ({string.Join("; ", findings)})");
                return choice;
            }

            findings.Add($"{choice.Name} holds {look.Words}");
        }

        string what = findings.Count == 0 ? "holds no matrix of cells" : $"no counts in X, raw or layers/{CountsLayer}: {string.Join("; ", findings)}";
        throw new BadDataException(file.Root.File.Path, null, what + (findings.Exists(f => f.EndsWith("holds counts", StringComparison.Ordinal)) ? "; choose a layer with --layer" : ""));
    }

    /// <summary>This choice, which the user made, unless it plainly holds no counts where counts are wanted.</summary>
    private MatrixChoice Demand(AnnDataFile file, CellFileOptions options)
    {
        if (options.Modality == CellModality.Features) return this;
        StoredMatrix matrix = Open(file)!;
        matrix.Check();
        ValueLook look = matrix.Look();
        return look.AreCounts ? this : throw matrix.Values.Bad($"{Name} holds {look.Words}; counts must be non-negative integers");
    }

    private static string Words(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Select(n => $"'{n}'"));
}
