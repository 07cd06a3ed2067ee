using GpuCqa.Core.Texts;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>Notes about files of cells: what is said of several files in the same words is said once, with the names of their lots.</summary>
internal sealed class FileNotes(Action<string> tell)
{
    private readonly OrderedDictionary<string, List<(string Lot, string Text)>> held = new(StringComparer.Ordinal);
    private bool told;

    /// <summary>A receiver for the notes about one file.</summary>
    /// <param name="lot">Its lot, or what else it is called.</param>
    /// <param name="path">Its path, which the notes begin with or name.</param>
    public Action<string> Of(string lot, string path) => text =>
    {
        if (told)
        {
            tell(text);
            return;
        }

        string words = text.Replace(path, "\u0000", StringComparison.Ordinal);
        if (!held.TryGetValue(words, out List<(string, string)>? same)) held.Add(words, same = []);
        same.Add((lot, text));
    };

    /// <summary>Tells what was held; later notes are told at once.</summary>
    public void Tell()
    {
        told = true;
        foreach ((string words, List<(string Lot, string Text)> same) in held)
        {
            string[] lots = [.. same.Select(s => s.Lot).Distinct(StringComparer.Ordinal)];
            string general = words.StartsWith("\u0000: ", StringComparison.Ordinal) ? words[3..] : words.Replace("\u0000", "its file", StringComparison.Ordinal);
            tell(lots.Length == 1 ? same[0].Text : $"{Counted.Of(lots.Length, "lot")} ({string.Join(", ", lots)}): {general}");
        }

        held.Clear();
    }
}
