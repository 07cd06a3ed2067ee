using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Inspection;

/// <summary>Collects what an inspection of a text format finds.</summary>
internal sealed class InspectionNotes
{
    private const int Shown = 5;
    private readonly List<InspectionLine> lines = [];
    private readonly List<string> warnings = [], refusals = [];

    public void Add(string title, string value) => lines.Add(new InspectionLine(title, value));

    public void Add(string title, long value) => Add(title, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds the first few of many.</summary>
    public void AddFirst(string title, IReadOnlyCollection<string> values) =>
        Add(title, string.Join(", ", values.Take(Shown)) + (values.Count > Shown ? ", ..." : ""));

    public void Warn(string sentence) => warnings.Add(sentence);

    /// <summary>Warns of what a reader refuses.</summary>
    public void Refuse(string sentence)
    {
        warnings.Add(sentence);
        refusals.Add(sentence);
    }

    /// <summary>Runs a part of the inspection; what is damaged becomes a warning, which a reader refuses.</summary>
    public void Try(Action part)
    {
        try
        {
            part();
        }
        catch (BadDataException error)
        {
            Refuse(error.Message);
        }
    }

    public FileInspection Of(string path, string kind) => new(path, kind, lines, warnings) { Refusals = refusals };
}
