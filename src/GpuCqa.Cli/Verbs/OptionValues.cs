using System.CommandLine;
using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Verbs;

/// <summary>Makes options and checks their values; errors name the option.</summary>
internal static class OptionValues
{
    public static Option<T> Number<T>(string name, string description) => new(name) { Description = description, HelpName = "n" };

    public static Option<T> Default<T>(string name, string description, T value) =>
        new(name) { Description = description, HelpName = value is string ? "text" : "n", DefaultValueFactory = _ => value };

    /// <summary>The names of an option that may be repeated, or separated by commas.</summary>
    public static string[] List(string[]? given) => [.. (given ?? []).SelectMany(g => g.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public static double AtLeast(string option, double value, double least) =>
        value >= least && double.IsFinite(value) ? value : throw new InvalidParameterException($"{option} is {Text(value)}; expected at least {Text(least)}.");

    public static double Above(string option, double value, double bound) =>
        value > bound && double.IsFinite(value) ? value : throw new InvalidParameterException($"{option} is {Text(value)}; expected more than {Text(bound)}.");

    public static double Share(string option, double value) =>
        value is > 0 and < 1 ? value : throw new InvalidParameterException($"{option} is {Text(value)}; expected a share between 0 and 1.");

    public static string OneOf(string option, string value, params string[] allowed) =>
        allowed.Contains(value) ? value : throw new InvalidParameterException($"{option} is '{value}'; expected {string.Join(", ", allowed[..^1])} or {allowed[^1]}.");

    /// <summary>Bytes, as a number with K, M, G or T (powers of 1,000) behind it or none.</summary>
    public static long? Bytes(string option, string? text)
    {
        if (text is null) return null;
        string number = text.Trim().TrimEnd('b', 'B');
        int power = number.Length == 0 ? -1 : "KMGT".IndexOf(char.ToUpperInvariant(number[^1]), StringComparison.Ordinal) + 1;
        if (power > 0) number = number[..^1];
        return power >= 0 && double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double value) && value * Math.Pow(1000, power) is >= 1 and < 1e18 and var bytes
            ? (long)bytes
            : throw new InvalidParameterException($"{option} is '{text}'; expected a size such as 8G or 500M.");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
