using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace GpuCqa.Cli.Verbs;

/// <summary>Reads the numbers of options the same way in every language of the machine: decimal points, no thousands separators (2,5 is refused, and not 25), and errors without names of types.</summary>
internal static class NumberOptions
{
    /// <summary>Takes all options of a command and of those below it.</summary>
    public static void Guard(Command command)
    {
        foreach (Option option in command.Options) Guard(option);
        foreach (Command below in command.Subcommands) Guard(below);
    }

    private static void Guard(Option option)
    {
        switch (option)
        {
            case Option<double> o: o.CustomParser = r => Number<double>(r) ?? default; break;
            case Option<double?> o: o.CustomParser = Number<double>; break;
            case Option<int> o: o.CustomParser = r => Number<int>(r) ?? default; break;
            case Option<int?> o: o.CustomParser = Number<int>; break;
            case Option<long> o: o.CustomParser = r => Number<long>(r) ?? default; break;
            case Option<long?> o: o.CustomParser = Number<long>; break;
            case Option<ulong> o: o.CustomParser = r => Number<ulong>(r) ?? default; break;
            case Option<ulong?> o: o.CustomParser = Number<ulong>; break;
        }
    }

    private static T? Number<T>(ArgumentResult result) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value.Trim() : "";
        bool real = typeof(T) == typeof(double);
        if (T.TryParse(text, real ? NumberStyles.Float : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) && !T.IsNaN(value)) return value;
        string option = (result.Parent as OptionResult)?.Option.Name ?? "The value";
        bool large = !real && text.Length > 0 && text.All(char.IsAsciiDigit);
        string expected = real ? text.Contains(',', StringComparison.Ordinal) ? "a number with a decimal point" : "a number"
            : large ? string.Create(CultureInfo.InvariantCulture, $"at most {T.MaxValue}")
            : T.IsZero(T.MinValue) ? "a whole number from 0" : "a whole number";
        result.AddError($"{option} is '{text}'; expected {expected}.");
        return null;
    }
}
