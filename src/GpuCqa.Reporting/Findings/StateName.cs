using System.Globalization;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>One state in words.</summary>
/// <param name="Short">Within a text that is about one partition: "cluster 3", "Enterocyte".</param>
/// <param name="Full">With its partition beside it: "cluster 3 (resolution 0.2)", "Enterocyte (cell_type)".</param>
/// <param name="At">Within a sentence: "cluster 3 at resolution 0.2", "Enterocyte (cell_type)".</param>
/// <param name="Mark">On a bar: "3", "Enterocyte".</param>
/// <param name="Axis">The axis of its shares.</param>
internal sealed record StateName(Said Short, Said Full, Said At, string Mark, Said Axis)
{
    /// <summary>A cluster by its number and resolution.</summary>
    public static StateName OfCluster(int cluster, double of)
    {
        string number = cluster.ToString(CultureInfo.InvariantCulture), resolution = NumberText.Plain(of);
        return new StateName(
            Say($"cluster {number}", $"クラスター{number}"),
            Say($"cluster {number} (resolution {resolution})", $"クラスター{number}(解像度{resolution})"),
            Say($"cluster {number} at resolution {resolution}", $"解像度{resolution}のクラスター{number}"),
            number,
            Say($"cells of the lot in cluster {number}", $"ロットの細胞のうちクラスター{number}の割合"));
    }

    /// <summary><see cref="Short"/> where a sentence or a title begins.</summary>
    public Said Title => new(Capital(Short.En), Short.Ja);

    /// <summary>The whole name where a title begins.</summary>
    public Said Heading => new(Capital(At.En), Full.Ja);

    // Only a word of ours: a state keeps the name that it was given.
    private static string Capital(string text) => text.StartsWith("cluster ", StringComparison.Ordinal) || text.StartsWith("state ", StringComparison.Ordinal) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
