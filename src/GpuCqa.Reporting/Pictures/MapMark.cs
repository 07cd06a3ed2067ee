namespace GpuCqa.Reporting.Pictures;

/// <summary>How one cell of a still map is drawn.</summary>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Layer">Cells of a higher layer lie on top.</param>
internal readonly record struct MapMark(string Color, int Layer);
