using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>What each column of a table of objects is, from its names and first rows.</summary>
internal sealed class ObjectLayout
{
    private const int SampledRows = 256;

    private ObjectLayout(ObjectTable table, int image, int tableNumber, int number, int[] features, string[] featureNames, int[] others)
    {
        Table = table;
        Image = image;
        TableNumber = tableNumber;
        Number = number;
        Features = features;
        FeatureNames = featureNames;
        Others = others;
    }

    /// <summary>The table.</summary>
    public ObjectTable Table { get; }

    /// <summary>Column of the image's number, or -1.</summary>
    public int Image { get; }

    /// <summary>Column of the run's number, or -1.</summary>
    public int TableNumber { get; }

    /// <summary>Column of the object's number within its image, or -1.</summary>
    public int Number { get; }

    /// <summary>Columns that are measurements.</summary>
    public int[] Features { get; }

    /// <summary>Their names, behind the name of the object.</summary>
    public string[] FeatureNames { get; }

    /// <summary>All other columns.</summary>
    public int[] Others { get; }

    /// <summary>Column that names the parent of a row among the objects of a name; -1 = none.</summary>
    public int ParentColumn(string item) => Array.FindIndex(Table.Names, n => ColumnRoles.ParentOf(n, Table.Item) == item);

    /// <summary>Objects that rows name as their parents.</summary>
    public IEnumerable<string> Parents => Table.Names.Select(n => ColumnRoles.ParentOf(n, Table.Item)).OfType<string>();

    /// <summary>Decides.</summary>
    /// <exception cref="BadDataException">A measurement of CellProfiler's is text in the first rows, or no column is a measurement.</exception>
    public static ObjectLayout Of(ObjectTable table)
    {
        string[] names = table.Names;
        int image = ColumnRoles.Find(names, ColumnRoles.ImageNumber), run = ColumnRoles.Find(names, ColumnRoles.TableNumber), number = ColumnRoles.NumberOf(names, table.Item);
        int[] candidates = [.. Enumerable.Range(0, names.Length).Where(c => c != image && c != run && c != number && !ColumnRoles.IsNoFeature(names[c]))];
        bool[] text = Text(table, candidates);
        int[] features = [.. candidates.Where(c => !text[c])];
        if (features.Length == 0) throw new BadDataException(table.Path, "line 1", $"none of the {names.Length} columns is a measurement of an object");
        string prefix = table.Item is { } item ? item + "_" : "";
        string[] featureNames = [.. features.Select(c => names[c].StartsWith(prefix, StringComparison.Ordinal) ? names[c] : prefix + names[c])];
        return new ObjectLayout(table, image, run, number, features, featureNames, [.. Enumerable.Range(0, names.Length).Except(features)]);
    }

    /// <summary>The image that a row is of; of a table without images all rows are of one.</summary>
    public ImageKey KeyOf(ObjectRows rows) => new(TableNumber < 0 ? "" : rows.Text(TableNumber), Image < 0 ? 0 : rows.Whole(Image, Table.Names[Image]));

    /// <summary>The measurements of a row.</summary>
    public void Read(ObjectRows rows, Span<float> values)
    {
        for (int f = 0; f < Features.Length; f++) values[f] = rows.Number(Features[f]);
    }

    // Text in a column that CellProfiler measures is a mistake; in others it says that the column is none.
    private static bool[] Text(ObjectTable table, int[] candidates)
    {
        bool[] text = new bool[table.Names.Length];
        using ObjectRows rows = table.Open();
        for (int r = 0; r < SampledRows && rows.Read(); r++)
        {
            foreach (int c in candidates)
            {
                if (text[c]) continue;
                string value = rows.Text(c);
                if (ImageNumbers.TryParse(Encoding.UTF8.GetBytes(value), out _)) continue;
                if (ColumnRoles.IsMeasurement(table.Names[c])) throw rows.Bad(c, table.Names[c], ImageNumbers.Finding(value));
                text[c] = true;
            }
        }

        return text;
    }
}
