namespace GpuCqa.Reporting.Scenes;

/// <summary>How a text is drawn; none is smaller than 12 pixels.</summary>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Size">Pixels.</param>
/// <param name="Bold">Heavy.</param>
/// <param name="Halo">With a white edge, where it may lie on marks.</param>
internal readonly record struct TextStyle(string Color, double Size = 12, bool Bold = false, bool Halo = false)
{
    /// <summary>Numbers on axes and names of axes.</summary>
    public static TextStyle Soft { get; } = new("#4a5560");

    public static TextStyle Plain { get; } = new("#1b1f24");

    /// <summary>Names of points.</summary>
    public static TextStyle Named { get; } = new("#1b1f24", Halo: true);

    /// <summary>What belongs to the finding.</summary>
    public static TextStyle Strong { get; } = new("#9c3f00", Bold: true);

    public static TextStyle Title { get; } = new("#1b1f24", 14, Bold: true);
}
