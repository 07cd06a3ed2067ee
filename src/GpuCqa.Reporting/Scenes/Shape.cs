using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Scenes;

/// <summary>One mark of a scene, in pixels from the top left corner.</summary>
internal abstract record Shape
{
    internal sealed record Line(double X1, double Y1, double X2, double Y2, Pen Pen, bool Dashed) : Shape;

    internal sealed record Rectangle(double X, double Y, double Width, double Height, string Fill, Pen? Edge, Said? Meaning) : Shape;

    internal sealed record Circle(double X, double Y, double Radius, string? Fill, Pen? Edge, Said? Meaning) : Shape;

    /// <summary>A text on its baseline; <paramref name="Turned"/> runs it upwards.</summary>
    internal sealed record Text(double X, double Y, Said Words, TextStyle Style, Anchor Anchor, bool Turned, Said? Meaning) : Shape;

    internal sealed record Picture(double X, double Y, double Width, double Height, byte[] Png) : Shape;
}
