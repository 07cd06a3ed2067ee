using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One lot of a picture of shares.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Group">Set of the lot, written above the first of its rows.</param>
/// <param name="Parts">Parts of the share with their colours, from the left; one part is drawn as a point, several as a bar.</param>
/// <param name="Low">Lower end of the interval of all parts together.</param>
/// <param name="High">Upper end.</param>
/// <param name="Number">What is written at the right.</param>
internal sealed record ShareRow(string Lot, Said Group, IReadOnlyList<(double Share, string Color, Said Meaning)> Parts, double Low, double High, Said Number)
{
    /// <summary>All parts together.</summary>
    public double Share => Parts.Sum(p => p.Share);
}
