using GpuCqa.Core.Texts;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>Notes about files of cells, with the names of their lots instead of paths, which differ from machine to machine: what is said of several files in the same words is said once.</summary>
internal sealed class FileNotes(Action<string> tell)
{
    private readonly OrderedDictionary<string, List<string>> held = new(StringComparer.Ordinal);
    private bool told;

    /// <summary>A receiver for the notes about one file.</summary>
    /// <param name="lot">Its lot, or what else it is called.</param>
    /// <param name="path">Its path, which the notes begin with or name.</param>
    public Action<string> Of(string lot, string path) => text =>
    {
        string words = text.Replace(path, "\u0000", StringComparison.Ordinal);
        if (told)
        {
            tell($"{lot}: {General(words)}");
            return;
        }

        if (!held.TryGetValue(words, out List<string>? same)) held.Add(words, same = []);
        same.Add(lot);
    };

    /// <summary>Tells what was held; later notes are told at once.</summary>
    public void Tell()
    {
        told = true;
        foreach ((string words, List<string> same) in held)
        {
            string[] lots = [.. same.Distinct(StringComparer.Ordinal)];
            tell(lots.Length == 1 ? $"{lots[0]}: {General(words)}" : $"{Counted.Of(lots.Length, "lot")} ({string.Join(", ", lots)}): {General(words)}");
        }

        held.Clear();
    }

    private static string General(string words) => words.StartsWith("\u0000: ", StringComparison.Ordinal) ? words[3..] : words.Replace("the file \u0000", "\u0000", StringComparison.Ordinal).Replace("\u0000", "its file", StringComparison.Ordinal);
}
