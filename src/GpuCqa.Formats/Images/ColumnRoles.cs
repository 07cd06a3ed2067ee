using System.Text.RegularExpressions;
using GpuCqa.Formats.Tables;

namespace GpuCqa.Formats.Images;

/// <summary>What the columns of CellProfiler's tables are, by their names: CellProfiler writes category_measurement_image_scale, behind the name of the object where tables are merged.</summary>
internal static partial class ColumnRoles
{
    /// <summary>The image that a row is of, as CellProfiler, cytominer-database and pycytominer call it.</summary>
    public static readonly string[] ImageNumber = ["ImageNumber", "Image_ImageNumber", "Metadata_ImageNumber", "Image_Number"];

    /// <summary>The run that an image is of, where several are in one table.</summary>
    public static readonly string[] TableNumber = ["TableNumber", "Metadata_TableNumber", "Image_TableNumber"];

    /// <summary>The number of an object within its image, of a table of one object.</summary>
    public static readonly string[] ObjectNumber = ["ObjectNumber", "Metadata_ObjectNumber", "Number_Object_Number"];

    private const string Parent = "Parent_", Prefix = "Metadata_";

    /// <summary>The number of an object within its image, for a table of one object or of several merged ones.</summary>
    public static int NumberOf(string[] names, string? item)
    {
        string[] wanted = item is null ? ObjectNumber : [.. ObjectNumber, $"{item}_ObjectNumber", $"{item}_Number_Object_Number", $"Metadata_ObjectNumber_{item}", $"Metadata_{item}_ObjectNumber"];
        int at = Find(names, wanted);
        if (at >= 0 || item is not null) return at;
        // A merged table: the number of the cells, or of the first object.
        foreach (string cell in ObjectNames.Cells)
        {
            at = Find(names, $"{cell}_ObjectNumber", $"{cell}_Number_Object_Number", $"Metadata_ObjectNumber_{cell}");
            if (at >= 0) return at;
        }

        return Array.FindIndex(names, n => n.EndsWith("_ObjectNumber", StringComparison.Ordinal) || n.EndsWith("_Number_Object_Number", StringComparison.Ordinal) || n.StartsWith("Metadata_ObjectNumber_", StringComparison.Ordinal));
    }

    /// <summary>The first of some names that there is, in any case; -1 = none.</summary>
    public static int Find(string[] names, params ReadOnlySpan<string> wanted)
    {
        foreach (string name in wanted)
        {
            int at = Array.IndexOf(names, name);
            if (at < 0) at = Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0) return at;
        }

        return -1;
    }

    /// <summary>The object that a column names as the parent of a row, or null.</summary>
    public static string? ParentOf(string name, string? item)
    {
        string own = item is not null && name.StartsWith(item + "_", StringComparison.Ordinal) ? name[(item.Length + 1)..] : name;
        return own.StartsWith(Parent, StringComparison.Ordinal) ? own[Parent.Length..] : null;
    }

    /// <summary>Whether a column says which cell a row is, or where, or of which image: it never is a feature.</summary>
    public static bool IsNoFeature(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || Identity().IsMatch(name) || OfImage().IsMatch(name) || ColumnNature.IsNamedNoFeature(name);

    /// <summary>Whether a name is one of CellProfiler's measurements of objects, so that text in it is a mistake.</summary>
    public static bool IsMeasurement(string name) => Measurement().IsMatch(name);

    /// <summary>Whether a column holds names of files that metadata may be read from.</summary>
    public static bool IsFileName(string name) => FileName().IsMatch(name);

    [GeneratedRegex(
        @"^([A-Za-z0-9]+_)?(Location_.*|Number_.*|ObjectNumber(_.*)?|ImageNumber|TableNumber|Parent_.*|Neighbors_(First|Second)ClosestObjectNumber_.*|AreaShape_Center_[XYZ]|AreaShape_BoundingBox(Minimum|Maximum)_[XYZ]|Metadata_.*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    [GeneratedRegex(@"^(Image_.*|FileName_.*|PathName_.*|URL_.*|MD5Digest_.*|Height_.*|Width_.*|Scaling_.*|Frame_.*|Series_.*|Group_(Index|Length|Number)|ExecutionTime_.*|ModuleError_.*|Count_.*|ImageQuality_.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex OfImage();

    [GeneratedRegex(@"^([A-Za-z0-9]+_)?(AreaShape|Correlation|Granularity|Intensity|Neighbors|RadialDistribution|Texture|Children|Math|ObjectSkeleton|Threshold)_", RegexOptions.CultureInvariant)]
    private static partial Regex Measurement();

    [GeneratedRegex(@"^((Image_)?(Metadata_)?FileName(_.*)?|file_?name|image_?name|filename)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
