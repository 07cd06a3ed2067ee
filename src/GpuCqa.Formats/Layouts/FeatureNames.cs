using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Layouts;

/// <summary>The features of a matrix: id, name and type (10x: id, name, and from v3 on the type; others: id, perhaps name).</summary>
internal static class FeatureNames
{
    /// <summary>Every row of the file, ids as they stand there.</summary>
    /// <param name="file">The names.</param>
    /// <param name="files">Where the parts of the matrix lie.</param>
    /// <param name="options">Told what is wrong with the names.</param>
    /// <exception cref="BadDataException">A row has no id; names the line.</exception>
    public static FeatureTable Of(NameFile file, MatrixFiles files, CellFileOptions options)
    {
        string path = file.Path;
        if (file.OnlyNumbers) options.Undermined?.Invoke($"{path}: the features are named by their row numbers only; lots are joined by the place of a feature, which is right only if all have the same in the same order");
        string[] ids = new string[file.Count], names = new string[file.Count];
        string?[] types = new string?[file.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = file.Text(i, 0)!;
            if (ids[i].Length == 0) throw new BadDataException(path, $"line {file.Line(i)}", "the feature id is empty");
            names[i] = file.Text(i, 1) is { Length: > 0 } name ? name : ids[i];
            types[i] = file.Text(i, 2);
        }

        int typed = files.Layout.HasTypes ? types.Count(t => t is not null) : 0;
        if (typed != 0 && typed != ids.Length) throw new BadDataException(path, null, $"{typed} of {ids.Length} rows have a feature type in the third column, expected all or none");
        if (files.Symbols is not null) names = files.Layout == MatrixLayout.Alevin ? Paired(files.Symbols, ids) : Aligned(files.Symbols, ids);
        return new FeatureTable(ids, names, typed > 0 ? [.. types.Select(t => t!)] : null);
    }

    /// <summary>Names one a line, in the order of the ids; an empty line leaves the id.</summary>
    private static string[] Aligned(string path, string[] ids)
    {
        var names = new List<string>(ids.Length);
        using (var lines = new TextLines(path))
        {
            while (lines.HasLines())
            {
                long number = lines.Number;
                names.Add(Utf8.Decode(lines.Next(), path, $"line {number}").Trim().Trim('"'));
            }
        }

        while (names.Count > ids.Length && names[^1].Length == 0) names.RemoveAt(names.Count - 1);
        if (names.Count != ids.Length) throw new BadDataException(path, null, $"has {names.Count} names, expected {ids.Length}, one for each gene");
        return [.. names.Select((n, i) => n.Length > 0 ? n : ids[i])];
    }

    /// <summary>Names by id; in the columns of unspliced and ambiguous counts, the ending of the id goes to the name.</summary>
    private static string[] Paired(string path, string[] ids)
    {
        NameFile pairs = NameFile.Read(path, 2);
        var nameOf = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < pairs.Count; i++)
        {
            if (pairs.Text(i, 1) is { Length: > 0 } name) nameOf[pairs.Text(i, 0)!] = name;
        }

        return [.. ids.Select(id => nameOf.GetValueOrDefault(id, id))];
    }
}
