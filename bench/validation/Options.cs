using System.Globalization;

namespace GpuCqa.Validation;

/// <summary>The "--name value" pairs of a command line.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public static Options Parse(IEnumerable<string> args)
    {
        var options = new Options();
        string? name = null;
        foreach (string arg in args)
        {
            if (name is null)
            {
                if (!arg.StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"Expected --name, got '{arg}'.");
                name = arg[2..];
            }
            else
            {
                options.values[name] = arg;
                name = null;
            }
        }

        return name is null ? options : throw new ArgumentException($"--{name} has no value.");
    }

    public int Number(string name, int fallback) => values.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public double Real(string name, double fallback) => values.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public string? Text(string name) => values.GetValueOrDefault(name);
}
