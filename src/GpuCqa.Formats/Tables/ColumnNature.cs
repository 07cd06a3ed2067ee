using System.Text.RegularExpressions;

namespace GpuCqa.Formats.Tables;

/// <summary>Tells numeric columns that say which cell it is, or where, from measurements of it.</summary>
/// <remarks>Names as CellProfiler, scikit-image, QuPath, ImageJ, Harmony, MCMICRO and Xenium write them, alone or behind the name of a compartment ("Cells_Location_Center_X").</remarks>
internal static partial class ColumnNature
{
    /// <summary>What the left out columns are called in the note.</summary>
    public const string RowNumber = "row numbers", Position = "positions", Number = "numbers of objects, images and wells";

    private const int FewestRows = 5;

    /// <summary>What a numeric column is, or null for a measurement.</summary>
    public static string? Of(FeatureTableSample sample, int column)
    {
        string name = sample.Names[column];
        if (CountsUp(sample, column)) return RowNumber;
        bool whole = IsWhole(sample, column);
        if (whole && RowNumberName().IsMatch(name)) return RowNumber;
        if (whole && NumberName().IsMatch(name)) return Number;
        return PositionName().IsMatch(name) ? Position : null;
    }

    /// <summary>Whether a name alone says that a column is no measurement.</summary>
    public static bool IsNamedNoFeature(string name) => RowNumberName().IsMatch(name) || NumberName().IsMatch(name) || PositionName().IsMatch(name);

    /// <summary>0, 1, 2 ... or 1, 2, 3 ... in every row seen.</summary>
    private static bool CountsUp(FeatureTableSample sample, int column)
    {
        if (sample.Rows < FewestRows || sample.Value(0, column) is not (0 or 1)) return false;
        for (int r = 1; r < sample.Rows; r++)
        {
            if (sample.Value(r, column) != sample.Value(0, column) + r) return false;
        }

        return true;
    }

    private static bool IsWhole(FeatureTableSample sample, int column)
    {
        for (int r = 0; r < sample.Rows; r++)
        {
            if (sample.Value(r, column) is double value && !double.IsNaN(value) && value != Math.Floor(value)) return false;
        }

        return true;
    }

    [GeneratedRegex(@"^(unnamed: ?\d+|index|level_\d+|row[ _.]?(number|index|no|names?|id)?|rownames|x\.1|#)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RowNumberName();

    [GeneratedRegex(
        @"^(([a-z0-9]+[ _.])?parent([ _.].*)?
        |(.*[ _.])?(number[ _.])?(object|image|cell|nucleus|nuclei|track|roi|spot|particle|segment|mask)[ _.]?(number|no|num|id|index|label)\.?
        |.*(first|second)?closestobjectnumber.*|(.*[ _.])?objectnumber
        |(label|labels|label[ _.]id|id|object|obj|roi|fov|field|well|plate|site|image|frame|slice|plane|stack|series|timepoint|time[ _.]point|tile|scene|position|col|column|row|channel|ch|batch|lot|donor|replicate|group|cluster)([ _.]?(number|no|id|index))?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NumberName();

    [GeneratedRegex(
        @"^([xyz]|[xy]m|b[xy]|feret[xy]|([a-z0-9]+_)?location_.*
        |[xyz][ _.-]?(cent(er|re|roid)|coord(inate)?|pos(ition)?|loc(ation)?|min|max|start|end|px|um|µm|pixels?|microns?)s?
        |(.*[ _.])?(global[ _.]?|local[ _.]?|weighted[ _.]?|nucle(us|i)[ _.:]*|cells?[ _.:]*)?(cent(er|re|roid)|coord(inate)?s?|pos(ition)?|location|centroid[ _.]weighted|centroid[ _.]local)[ _.:-]*([xyz]|[0-2])([ _.]*[\[(]?(px|um|µm|pixels?|microns?)[\])]?)?
        |(.*_)?boundingbox(minimum|maximum)_[xyz]|(.*[ _.])?bbox[ _.-]?([0-5]|[xyz]|[xyz](min|max)|(min|max)[ _.-]?([xyz]|row|col))|(min|max)[ _.-]?(row|col|[xyz]))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex PositionName();
}
