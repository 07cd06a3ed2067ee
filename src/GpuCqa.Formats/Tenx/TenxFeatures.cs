using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tenx;

/// <summary>Reads genes.tsv (v2: id, name) or features.tsv (v3: id, name, type, further columns ignored).</summary>
internal static class TenxFeatures
{
    /// <summary>Every row of the file, ids as they stand there.</summary>
    /// <exception cref="BadDataException">A row has no id; names the line.</exception>
    public static FeatureTable Read(string path)
    {
        using var reader = new DelimitedReader(path, '\t', quoting: false);
        var ids = new List<string>();
        var names = new List<string>();
        var types = new List<string>();
        while (reader.Read())
        {
            string id = reader.Text(0).Trim();
            if (id.Length == 0) throw new BadDataException(path, $"line {reader.Line}", "the feature id is empty");
            string name = reader.FieldCount > 1 ? reader.Text(1).Trim() : id;
            ids.Add(id);
            names.Add(name.Length > 0 ? name : id);
            if (reader.FieldCount > 2) types.Add(reader.Text(2).Trim());
        }

        if (types.Count != 0 && types.Count != ids.Count)
            throw new BadDataException(path, null, $"{types.Count} of {ids.Count} rows have a feature type in the third column, expected all or none");
        return new FeatureTable([.. ids], [.. names], types.Count > 0 ? [.. types] : null);
    }
}
