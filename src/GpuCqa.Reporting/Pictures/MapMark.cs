namespace GpuCqa.Reporting.Pictures;

/// <summary>How one cell of a still map is drawn.</summary>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Layer">Cells of a higher layer lie on top.</param>
/// <param name="Outlined">Whether a dark edge runs around it and those beside it.</param>
internal readonly record struct MapMark(string Color, int Layer, bool Outlined = false);
