using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Scenes;

/// <summary>A picture as a list of marks; the page, the .svg and the .png are drawn from the same list.</summary>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
/// <param name="title">What the picture shows, for those who cannot see it.</param>
internal sealed class Scene(double width, double height, Said title)
{
    private readonly List<Shape> shapes = [];

    public double Width => width;

    public double Height => height;

    public Said Title => title;

    public IReadOnlyList<Shape> Shapes => shapes;

    public void Line(double x1, double y1, double x2, double y2, Pen pen, bool dashed = false) => shapes.Add(new Shape.Line(x1, y1, x2, y2, pen, dashed));

    public void Rectangle(double x, double y, double w, double h, string fill, Pen? edge = null, Said? meaning = null) => shapes.Add(new Shape.Rectangle(x, y, w, h, fill, edge, meaning));

    public void Circle(double x, double y, double radius, string? fill, Pen? edge = null, Said? meaning = null) => shapes.Add(new Shape.Circle(x, y, radius, fill, edge, meaning));

    public void Text(double x, double y, Said words, TextStyle style, Anchor anchor = Anchor.Start, bool turned = false, Said? meaning = null) => shapes.Add(new Shape.Text(x, y, words, style, anchor, turned, meaning));

    public void Picture(double x, double y, double w, double h, byte[] png) => shapes.Add(new Shape.Picture(x, y, w, h, png));
}
