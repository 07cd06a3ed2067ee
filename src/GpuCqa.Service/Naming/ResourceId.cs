using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Naming;

/// <summary>Names of resources: projects/{project}/datasets/{dataset} and the like.</summary>
public static partial class ResourceId
{
    /// <summary>A segment that a caller chose, checked.</summary>
    /// <param name="field">Field of the request, for the message.</param>
    /// <param name="value">The segment.</param>
    /// <exception cref="InvalidParameterException">The segment is not [a-z][a-z0-9-]{0,62}.</exception>
    public static string Checked(string field, string value) => Segment().IsMatch(value) ? value
        : throw new InvalidParameterException($"{field} is '{Shown(value)}'; expected a lower-case letter, then up to 62 of a-z, 0-9 and '-'.");

    /// <summary>The segments of a name at the places in braces of a pattern.</summary>
    /// <param name="field">Field of the request, for the message.</param>
    /// <param name="name">The name.</param>
    /// <param name="pattern">For example projects/{project}/datasets/{dataset}.</param>
    /// <exception cref="InvalidParameterException">The name is not of the pattern.</exception>
    public static string[] Parse(string field, string name, string pattern)
    {
        string[] wanted = pattern.Split('/'), found = name.Split('/');
        bool fits = wanted.Length == found.Length;
        for (int i = 0; fits && i < wanted.Length; i++) fits = wanted[i][0] == '{' ? Segment().IsMatch(found[i]) : wanted[i] == found[i];
        if (!fits) throw new InvalidParameterException($"{field} is '{Shown(name)}'; expected {pattern}.");
        return found.Where((_, i) => wanted[i][0] == '{').ToArray();
    }

    private static string Shown(string value) => value.Length <= 100 ? value : value[..100] + "...";

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}
