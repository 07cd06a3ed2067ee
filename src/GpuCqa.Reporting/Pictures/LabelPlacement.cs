namespace GpuCqa.Reporting.Pictures;

/// <summary>Puts the names of points beside them so that they cover neither each other nor, where possible, points and bars.</summary>
/// <remarks>Each label tries places around its point, near ones first; a few rounds let labels move out of each other's way. Deterministic.</remarks>
internal static class LabelPlacement
{
    private const double Height = 14;
    private static readonly double[] Distances = [7, 14, 23, 34];
    private static readonly (double X, double Y)[] Directions = [(1, 0), (1, -0.8), (1, 0.8), (-1, 0), (-1, -0.8), (-1, 0.8), (0, -1), (0, 1)];

    /// <summary>The box of each label, or null where it found no room.</summary>
    /// <param name="points">Centre of each point.</param>
    /// <param name="widths">Width of each label.</param>
    /// <param name="bars">What labels should rather not cover.</param>
    /// <param name="bounds">Where labels may lie.</param>
    public static Box?[] Place(IReadOnlyList<(double X, double Y)> points, IReadOnlyList<double> widths, IReadOnlyList<Box> bars, Box bounds)
    {
        var placed = new Box?[points.Count];
        Box[] dots = [.. points.Select(p => new Box(p.X - 5.5, p.Y - 5.5, 11, 11))];
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < points.Count; i++) placed[i] = Best(i, points[i], widths[i], placed, dots, bars, bounds);
        }

        // What still collides goes, the label with the most collisions first.
        while (true)
        {
            int worst = -1;
            double most = 2;
            for (int i = 0; i < placed.Length; i++)
            {
                if (placed[i] is not { } box) continue;
                double covered = placed.Where((_, j) => j != i).Sum(o => o is { } other ? box.Overlap(other) : 0) + dots.Where((_, j) => j != i).Sum(d => Math.Max(0, box.Overlap(d) - 25));
                if (covered > most) (worst, most) = (i, covered);
            }

            if (worst < 0) return placed;
            placed[worst] = null;
        }
    }

    private static Box? Best(int own, (double X, double Y) point, double width, Box?[] placed, Box[] dots, IReadOnlyList<Box> bars, Box bounds)
    {
        Box? best = null;
        double least = double.PositiveInfinity;
        foreach (double distance in Distances)
        {
            for (int d = 0; d < Directions.Length; d++)
            {
                (double dx, double dy) = Directions[d];
                double x = point.X + (dx * distance) - (dx > 0 ? 0 : dx < 0 ? width : width / 2);
                double y = point.Y + (dy * distance) - (Height / 2) + (dx == 0 ? dy * (Height / 2) : 0);
                var box = new Box(x, y, width, Height);
                if (!box.Inside(bounds)) continue;
                double cost = (distance * 0.9) + (d * 0.25);
                for (int j = 0; j < placed.Length; j++)
                {
                    if (j != own && placed[j] is { } other) cost += 12 * box.Overlap(other);
                    if (j != own) cost += 5 * box.Overlap(dots[j]);
                }

                foreach (Box bar in bars) cost += 1.5 * box.Overlap(bar);
                if (cost < least) (best, least) = (box, cost);
            }
        }

        return best;
    }
}
