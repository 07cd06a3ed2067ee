namespace GpuCqa.Reporting.Pictures;

/// <summary>A rectangle in pixels.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Area => Width * Height;

    public double Overlap(Box other)
    {
        double w = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        double h = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        return w > 0 && h > 0 ? w * h : 0;
    }

    public bool Inside(Box outer) => X >= outer.X && Y >= outer.Y && X + Width <= outer.X + outer.Width && Y + Height <= outer.Y + outer.Height;
}
