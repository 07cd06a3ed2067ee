using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One line of a picture of curves.</summary>
/// <param name="Name">What it is, beside its end.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="Color">"#rrggbb".</param>
internal sealed record Curve(Said Name, IReadOnlyList<(double X, double Y)> Points, string Color);
