using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Findings;

/// <summary>One state in words.</summary>
/// <param name="Short">Within a text that is about one partition: "cluster 3", "Enterocyte".</param>
/// <param name="Full">With its partition beside it: "cluster 3 (resolution 0.2)", "Enterocyte (cell_type)".</param>
/// <param name="At">Within a sentence: "cluster 3 at resolution 0.2", "Enterocyte (cell_type)".</param>
/// <param name="Mark">On a bar: "3", "Enterocyte".</param>
/// <param name="Axis">The axis of its shares.</param>
internal sealed record StateName(Said Short, Said Full, Said At, string Mark, Said Axis)
{
    /// <summary><see cref="Short"/> where a sentence or a title begins.</summary>
    public Said Title => new(Capital(Short.En), Short.Ja);

    /// <summary>The whole name where a title begins.</summary>
    public Said Heading => new(Capital(At.En), Full.Ja);

    // Only a word of ours: a state keeps the name that it was given.
    private static string Capital(string text) => text.StartsWith("cluster ", StringComparison.Ordinal) || text.StartsWith("state ", StringComparison.Ordinal) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
