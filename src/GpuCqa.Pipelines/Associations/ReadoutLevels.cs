using GpuCqa.Core.Errors;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Associations;

/// <summary>Ordered levels of readouts in words.</summary>
internal static class ReadoutLevels
{
    /// <summary>Reads "readout=first,second,..."; without "readout=" where there is one readout.</summary>
    /// <returns>The levels of each readout that has them, lowest first.</returns>
    /// <exception cref="InvalidParameterException">A readout is unknown or named twice, or has fewer than two levels or one twice.</exception>
    public static IReadOnlyDictionary<string, string[]> Parse(IReadOnlyList<string> given, IReadOnlyList<string> readouts)
    {
        var levels = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string text in given)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string readout = equals >= 0 ? text[..equals].Trim() : readouts.Count == 1 ? readouts[0]
                : throw new InvalidParameterException($"--levels '{text}': there are {readouts.Count} readouts; write --levels {readouts[0]}={text}.");
            readout = ColumnNames.Match(readout, readouts) ?? readout;
            if (!readouts.Contains(readout)) throw new InvalidParameterException($"--levels '{text}': '{readout}' is none of the readouts ({string.Join(", ", readouts)}).");
            string[] own = text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (own.Length < 2) throw new InvalidParameterException($"--levels '{text}': expected at least two levels, lowest first, separated by commas.");
            if (own.Distinct(StringComparer.Ordinal).Count() != own.Length) throw new InvalidParameterException($"--levels '{text}' names a level twice.");
            if (!levels.TryAdd(readout, own)) throw new InvalidParameterException($"--levels names the levels of '{readout}' twice.");
        }

        return levels;
    }
}
