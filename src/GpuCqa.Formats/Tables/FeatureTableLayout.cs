using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Tables;

/// <summary>Decides what each column of a feature table is, from the header and the first rows.</summary>
internal static class FeatureTableLayout
{
    /// <summary>CellProfiler's convention: these two name an object, and the prefix marks what is no measurement.</summary>
    private const string ImageNumber = "ImageNumber", ObjectNumber = "ObjectNumber", MetadataPrefix = "Metadata_";

    private const int Shown = 4;

    /// <exception cref="NotFoundException">A column of the options is not in the header.</exception>
    /// <exception cref="BadDataException">The header is malformed, no column is a measurement, or the table holds genes x cells.</exception>
    public static FeatureTableColumns Of(string path, char delimiter, CellFileOptions options)
    {
        FeatureTableSample sample = FeatureTableSample.Read(path, delimiter);
        string[] names = sample.Names;
        bool[] given = new bool[names.Length];
        foreach (string column in options.MetadataColumns) given[IndexOf(names, column, path)] = true;
        if (options.GroupColumn is { } group) given[IndexOf(names, group, path)] = true;

        int[] ids = Ids(sample, options, path);
        int[] numeric = [.. Enumerable.Range(0, names.Length).Where(c => !ids.Contains(c) && !sample.IsText(c) && !given[c] && !names[c].StartsWith(MetadataPrefix, StringComparison.Ordinal))];
        if (numeric.Length == 0) throw new BadDataException(path, "line 1", $"none of the {names.Length} columns is numeric, expected one row a cell with numeric features");
        TableNature.RefuseGenesByCells(path, sample, ids, numeric);
        ILookup<string, int> others = numeric.Where(c => ColumnNature.Of(sample, c) is not null).ToLookup(c => ColumnNature.Of(sample, c)!);
        int[] features = [.. numeric.Except(others.SelectMany(o => o))];
        string left = string.Join("; ", others.Select(o => $"{o.Key} ({string.Join(", ", o.Take(Shown).Select(c => names[c]))}{(o.Count() > Shown ? ", ..." : "")})"));
        if (features.Length == 0) throw new BadDataException(path, "line 1", $"no column is a measurement of cells; the numeric ones are {left}");
        if (others.Count > 0) options.Note?.Invoke($"{path}: {numeric.Length - features.Length} of {numeric.Length} numeric columns are no measurements of a cell and were left out: {left}");
        TableNature.Warn(path, sample, features, options);
        int[] metadata = [.. Enumerable.Range(0, names.Length).Except(ids).Except(features)];
        return new FeatureTableColumns(names, ids, metadata, features) { SumOfShares = TableNature.SumOfShares(sample, features) };
    }

    private static int[] Ids(FeatureTableSample sample, CellFileOptions options, string path)
    {
        string[] names = sample.Names;
        if (options.IdColumn is { } wanted) return [IndexOf(names, wanted, path)];
        int image = Array.IndexOf(names, ImageNumber), item = Array.IndexOf(names, ObjectNumber);
        if (image >= 0 && item >= 0) return [image, item];
        int first = names[0] == FeatureTableSample.UnnamedFirst ? 0 : Enumerable.Range(0, names.Length).FirstOrDefault(sample.IsText, -1);
        if (first >= 0) return [first];
        options.Note?.Invoke($"{path}: no column names the cells; they are numbered from 1");
        return [];
    }

    private static int IndexOf(string[] names, string column, string path)
    {
        int at = Array.IndexOf(names, column);
        return at >= 0
            ? at
            : throw new NotFoundException($"{path}: no column '{column}'; the columns are {string.Join(", ", names.Take(20))}{(names.Length > 20 ? $" and {names.Length - 20} more" : "")}");
    }
}
