namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>A word of a command as POSIX shells read it.</summary>
public static class ShellWord
{
    private const string Plain = "-_./:,=@%+";

    /// <summary>The word, in single quotes where a shell would read it otherwise.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A command line.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));
}
