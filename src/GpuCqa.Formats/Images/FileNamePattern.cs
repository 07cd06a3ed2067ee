using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>Metadata from names of files, as CellProfiler's Metadata module takes it: a regular expression with named groups.</summary>
internal sealed class FileNamePattern
{
    private readonly Regex pattern;
    private readonly Dictionary<string, Match> known = new(StringComparer.Ordinal);

    /// <exception cref="InvalidParameterException">It is no regular expression, or has no named group.</exception>
    public FileNamePattern(string text)
    {
        Text = text;
        try
        {
            pattern = new Regex(text.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException error)
        {
            throw new InvalidParameterException($"--image-metadata: '{text}' is not a regular expression: {error.Message}", error);
        }

        Groups = [.. pattern.GetGroupNames().Where(n => !int.TryParse(n, out _))];
        if (Groups.Length == 0) throw new InvalidParameterException($"--image-metadata: '{text}' names nothing; write what each part is, as in ^(?<donor>[A-Z]+)_(?<well>[A-H][0-9]+)_.");
    }

    /// <summary>The expression as it was given.</summary>
    public string Text { get; }

    /// <summary>Names of the groups.</summary>
    public string[] Groups { get; }

    /// <summary>What a name of a file says; unsuccessful where it is of another form.</summary>
    public Match Of(string name)
    {
        if (known.TryGetValue(name, out Match? match)) return match;
        try
        {
            match = pattern.Match(name);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException($"--image-metadata: '{Text}' takes too long on '{name}'; write it without nested repetition.", error);
        }

        // An export of single cells has a name for each of them.
        if (known.Count > 100_000) known.Clear();
        known.Add(name, match);
        return match;
    }
}
