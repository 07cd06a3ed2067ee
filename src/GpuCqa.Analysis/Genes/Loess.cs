namespace GpuCqa.Analysis.Genes;

/// <summary>Local quadratic regression of one variable with the conventions of R's <c>stats::loess</c>.</summary>
/// <remarks>
/// Degree 2, Gaussian family, one pass, interpolation on a k-d tree with cell 0.2: a weighted quadratic is fitted at the
/// vertices of the tree and its value and slope are blended between vertices by cubic Hermite polynomials (Cleveland and
/// Grosse, Statistics and Computing 1991;1:47-62; conventions of the dloess Fortran in R). Float64; the result does not
/// depend on anything but the points. Cost O(vertices x N), about 20 to 40 vertices.
/// </remarks>
public static class Loess
{
    private const double CellShare = 0.2;

    /// <summary>Fits y on x and returns the fitted value of every point.</summary>
    /// <param name="x">Abscissae, N values, any order, ties allowed.</param>
    /// <param name="y">Ordinates, N values.</param>
    /// <param name="span">Share of the points in each local fit, in (0, 1].</param>
    /// <returns>N fitted values, in the order of the input.</returns>
    /// <exception cref="ArgumentException">Fewer than three points fall in a local fit, or the lengths differ.</exception>
    public static double[] Fit(double[] x, double[] y, double span)
    {
        int n = x.Length;
        if (y.Length != n) throw new ArgumentException($"{n} abscissae, {y.Length} ordinates.", nameof(y));
        int window = (int)Math.Floor(n * span);
        if (window < 3) throw new ArgumentException($"A span of {span} over {n} points holds {window} points; a quadratic needs 3.", nameof(span));

        int[] order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        double[] sortedX = (double[])x.Clone();
        Array.Sort(sortedX, order);
        double[] sortedY = new double[n];
        for (int i = 0; i < n; i++) sortedY[i] = y[order[i]];

        double[] vertices = Vertices(sortedX, (int)Math.Floor(n * (span * CellShare)));
        double[] value = new double[vertices.Length], slope = new double[vertices.Length];
        for (int v = 0; v < vertices.Length; v++)
            (value[v], slope[v]) = LocalQuadratic.FitAt(vertices[v], sortedX, sortedY, window, span);

        double[] fitted = new double[n];
        for (int i = 0; i < n; i++) fitted[i] = Interpolate(x[i], vertices, value, slope);
        return fitted;
    }

    // The vertices of R's k-d tree in one dimension: the margins of the box and every cut, ascending.
    private static double[] Vertices(double[] x, int leafSize)
    {
        double low = x[0], high = x[^1];
        double margin = 0.005 * Math.Max(high - low, (1e-10 * Math.Max(Math.Abs(low), Math.Abs(high))) + 1e-30);
        var cuts = new SortedSet<double> { low - margin, high + margin };
        Split(x, 1, x.Length, low - margin, high + margin, leafSize, cuts);
        return [.. cuts];
    }

    // first and last are 1-based and inclusive, as in the published algorithm.
    private static void Split(double[] x, int first, int last, double left, double right, int leafSize, SortedSet<double> cuts)
    {
        if (last - first + 1 <= leafSize) return;
        int middle = Untied(x, first, last, (first + last) / 2);
        double cut = x[middle - 1];
        if (cut == left || cut == right) return;
        cuts.Add(cut);
        Split(x, first, middle, left, cut, leafSize, cuts);
        Split(x, middle + 1, last, cut, right, leafSize, cuts);
    }

    // The position nearest the middle whose successor is a different value: offsets 0, +1, -1, +2, -2, ...
    private static int Untied(double[] x, int first, int last, int middle)
    {
        for (int offset = 0; ;)
        {
            int at = middle + offset;
            if (at < first || at >= last) return middle;
            if (x[at - 1] != x[at]) return at;
            offset = offset > 0 ? -offset : 1 - offset;
        }
    }

    private static double Interpolate(double x, double[] vertices, double[] value, double[] slope)
    {
        // A point on a cut belongs to the cell on its left.
        int low = 0, high = vertices.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (x <= vertices[middle]) high = middle;
            else low = middle;
        }

        double width = vertices[high] - vertices[low];
        double h = (x - vertices[low]) / width, g = 1 - h;
        return (g * g * (1 + (2 * h)) * value[low]) + (h * h * (3 - (2 * h)) * value[high])
            + (((h * g * g * slope[low]) + (h * h * (h - 1) * slope[high])) * width);
    }
}
