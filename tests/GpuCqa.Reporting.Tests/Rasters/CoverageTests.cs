using GpuCqa.Core.Randomness;
using GpuCqa.Reporting.Rasters;
using Xunit;

namespace GpuCqa.Reporting.Tests.Rasters;

public class CoverageTests
{
    [Fact]
    public void Coverage_RandomPolygons_MatchesSampledArea()
    {
        var random = new Philox(3, RandomPurpose.Test);
        for (int round = 0; round < 40; round++)
        {
            // Corners by angle around a centre: no edge crosses another.
            double cx = 4 + (8 * random.NextDouble()), cy = 4 + (8 * random.NextDouble());
            int n = 3 + (round % 6);
            var corners = new (double X, double Y)[n];
            for (int i = 0; i < n; i++)
            {
                double angle = 2 * Math.PI * (i + (0.8 * random.NextDouble())) / n, radius = 1 + (7 * random.NextDouble());
                corners[i] = (cx + (radius * Math.Cos(angle)), cy + (radius * Math.Sin(angle)));
            }

            var pixels = new Pixels(16, 16);
            var coverage = new Coverage(16, 16);
            for (int i = 0; i < n; i++) coverage.Edge(corners[i].X, corners[i].Y, corners[(i + 1) % n].X, corners[(i + 1) % n].Y);
            coverage.Paint(pixels, 0);
            for (int y = 0; y < 16; y++)
            {
                for (int x = 0; x < 16; x++) Assert.InRange((pixels.Rgb[((y * 16) + x) * 3] / 255.0) - (1 - Sampled(corners, x, y)), -0.04, 0.04);
            }
        }
    }

    [Fact]
    public void Coverage_AfterPaint_IsClean()
    {
        var pixels = new Pixels(4, 4);
        var coverage = new Coverage(4, 4);
        Square(coverage, 0.5, 0.5, 3.5, 3.5);
        coverage.Paint(pixels, 0);
        var second = new Pixels(4, 4);
        coverage.Paint(second, 0);
        Assert.All(second.Rgb, b => Assert.Equal(255, b));
        Assert.Equal(0, pixels.Rgb[((1 * 4) + 1) * 3]);
        Assert.Equal(191, pixels.Rgb[0]);
    }

    private static void Square(Coverage coverage, double x0, double y0, double x1, double y1)
    {
        coverage.Edge(x0, y0, x1, y0);
        coverage.Edge(x1, y0, x1, y1);
        coverage.Edge(x1, y1, x0, y1);
        coverage.Edge(x0, y1, x0, y0);
    }

    private static double Sampled((double X, double Y)[] corners, int px, int py)
    {
        const int side = 24;
        int inside = 0;
        for (int i = 0; i < side * side; i++)
        {
            double x = px + (((i % side) + 0.5) / side), y = py + (((i / side) + 0.5) / side);
            bool odd = false;
            for (int a = 0, b = corners.Length - 1; a < corners.Length; b = a++)
            {
                if ((corners[a].Y > y) != (corners[b].Y > y) && x < ((corners[b].X - corners[a].X) * (y - corners[a].Y) / (corners[b].Y - corners[a].Y)) + corners[a].X) odd = !odd;
            }

            if (odd) inside++;
        }

        return (double)inside / (side * side);
    }
}
