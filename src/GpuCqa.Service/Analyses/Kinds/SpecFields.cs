using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Primitives;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Values of a specification within their ranges, and what several kinds have in their messages; errors name the field.</summary>
public static class SpecFields
{
    private const int MostColumns = 100_000, MostReadouts = 100;

    private static readonly double DefaultScaleFactor = new ComponentParameters().ScaleFactor;

    /// <summary>A whole number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static int Whole(string field, int value, int low, int high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    /// <summary>A whole number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static long Whole(string field, long value, long low, long high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    /// <summary>A number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not, or not finite.</exception>
    public static double Number(string field, double value, double low, double high = double.MaxValue) =>
        value >= low && value <= high ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected {(high == double.MaxValue ? Text($"at least {low}") : Text($"{low} to {high}"))}."));

    /// <summary>A finite number above a bound.</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static double Above(string field, double value, double bound) =>
        value > bound && double.IsFinite(value) ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected more than {bound}."));

    /// <summary>A number between 0 and 1, without both.</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static double Share(string field, double value) =>
        value is > 0 and < 1 ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected a share between 0 and 1."));

    /// <summary>One of a few words.</summary>
    /// <exception cref="InvalidParameterException">It is another.</exception>
    public static string OneOf(string field, string value, params string[] allowed) =>
        allowed.Contains(value, StringComparer.Ordinal) ? value : throw new InvalidParameterException($"{field} is '{Shown(value)}'; expected {string.Join(", ", allowed[..^1])} or {allowed[^1]}.");

    /// <summary>A regular expression.</summary>
    /// <exception cref="InvalidParameterException">It is none, or too long.</exception>
    public static string Pattern(string field, string value)
    {
        if (value.Length > 1000) throw new InvalidParameterException($"{field} has {value.Length} characters; expected at most 1000.");
        try
        {
            _ = new Regex(value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return value;
        }
        catch (ArgumentException error)
        {
            throw new InvalidParameterException($"{field}: '{Shown(value)}' is not a regular expression: {error.Message}");
        }
    }

    /// <summary>Which cells are used.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range.</exception>
    public static CellLimits Limits(string prefix, Api.V1.CellLimits? limits)
    {
        var defaults = new CellLimits();
        if (limits is null) return defaults;
        return new CellLimits
        {
            MinGenes = Whole($"{prefix}.limits.min_genes", limits.HasMinGenes ? limits.MinGenes : defaults.MinGenes, 0, int.MaxValue),
            MaxGenes = Whole($"{prefix}.limits.max_genes", limits.HasMaxGenes ? limits.MaxGenes : defaults.MaxGenes, 1, int.MaxValue),
            MinCounts = Number($"{prefix}.limits.min_counts", limits.HasMinCounts ? limits.MinCounts : defaults.MinCounts, 0),
            MaxMitoPercent = Number($"{prefix}.limits.max_mito_percent", limits.HasMaxMitoPercent ? limits.MaxMitoPercent : defaults.MaxMitoPercent, 0, 100),
            MitoPattern = Pattern($"{prefix}.limits.mito_pattern", limits.HasMitoPattern ? limits.MitoPattern : defaults.MitoPattern),
        };
    }

    /// <summary>Counts per cell after scaling.</summary>
    /// <exception cref="InvalidParameterException">It is not positive.</exception>
    public static double ScaleFactor(string prefix, bool given, double value) => Above($"{prefix}.scale_factor", given ? value : DefaultScaleFactor, 0);

    /// <summary>Names of columns.</summary>
    /// <exception cref="InvalidParameterException">There are too many, or a name is empty or too long.</exception>
    public static IReadOnlyList<string> Names(string field, IReadOnlyList<string> names)
    {
        if (names.Count > MostColumns) throw new InvalidParameterException($"{field} has {names.Count} entries; expected at most {MostColumns}.");
        return names.All(n => n.Length is > 0 and <= 1000) ? [.. names] : throw new InvalidParameterException($"{field} has an entry without a name, or with one of more than 1000 characters.");
    }

    /// <summary>The readouts of a family of tests.</summary>
    /// <exception cref="InvalidParameterException">There is none or more than 100, or a name is empty, too long or there twice.</exception>
    public static IReadOnlyList<string> Readouts(string prefix, IReadOnlyList<string> names)
    {
        string field = $"{prefix}.readouts";
        if (names.Count is 0 or > MostReadouts) throw new InvalidParameterException($"{field} has {names.Count} entries; expected 1 to {MostReadouts}.");
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count ? Names(field, names) : throw new InvalidParameterException($"{field} names a column twice.");
    }

    /// <summary>A correlation in [0, 1).</summary>
    /// <exception cref="InvalidParameterException">It is none.</exception>
    public static double Correlation(string field, double value) =>
        value is >= 0 and < 1 ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected a correlation in [0, 1)."));

    private static string Shown(string value) => value.Length <= 100 ? value : value[..100] + "...";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
