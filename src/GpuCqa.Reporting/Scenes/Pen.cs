namespace GpuCqa.Reporting.Scenes;

/// <summary>How a line is drawn.</summary>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Width">Pixels.</param>
internal readonly record struct Pen(string Color, double Width)
{
    public static Pen Grid { get; } = new("#e7eaee", 1);

    public static Pen Axis { get; } = new("#7d8790", 1);

    /// <summary>The wider of two intervals: also between aliquots.</summary>
    public static Pen WideInterval { get; } = new("#99a2ab", 1.2);

    /// <summary>The narrower of two intervals: sampling of cells alone.</summary>
    public static Pen NarrowInterval { get; } = new("#5d6873", 3.4);

    public static Pen Leader { get; } = new("#99a2ab", 0.8);

    public static Pen Edge { get; } = new("#ffffff", 1);
}
