namespace GpuCqa.Statistics;

/// <summary>The least squares problem of an attribution, for lots that count any number of times.</summary>
internal sealed class PotencyProblem
{
    private readonly double[][] columns, shares;
    private readonly double[] values;
    private readonly double[][] products;

    /// <param name="columns">parts x lots, cells of the part (or its share).</param>
    /// <param name="shares">parts x lots, its share.</param>
    /// <param name="values">Potency of each lot.</param>
    public PotencyProblem(double[][] columns, double[][] shares, double[] values)
    {
        this.columns = columns;
        this.shares = shares;
        this.values = values;
        products = [.. values.Select((_, l) => columns.SelectMany(a => columns.Select(b => a[l] * b[l])).ToArray())];
    }

    /// <summary>Parts.</summary>
    public int Parts => columns.Length;

    /// <summary>Rates, shares of the fitted potency and, last, the mean share of a lot that the effective parts are.</summary>
    public int Width => (2 * Parts) + 1;

    /// <summary>Solves.</summary>
    /// <param name="times">How often each lot counts.</param>
    /// <param name="solver">Of <see cref="Parts"/> unknowns.</param>
    /// <param name="result">Receives <see cref="Width"/> numbers.</param>
    /// <param name="effective">Receives the smallest set of parts with 80 % of the fitted potency.</param>
    /// <param name="again">Try the columns of the solver's last solution first.</param>
    public void Solve(double[] times, NonNegativeLeastSquares solver, Span<double> result, Span<bool> effective, bool again)
    {
        int parts = Parts;
        Span<double> normal = stackalloc double[parts * parts], product = stackalloc double[parts], potency = stackalloc double[parts], cells = stackalloc double[parts];
        normal.Clear();
        product.Clear();
        potency.Clear();
        cells.Clear();
        double square = 0, lots = 0;
        for (int l = 0; l < times.Length; l++)
        {
            double t = times[l];
            if (t == 0) continue;
            lots += t;
            square += t * values[l] * values[l];
            double[] own = products[l];
            for (int i = 0; i < own.Length; i++) normal[i] += t * own[i];
            for (int k = 0; k < parts; k++)
            {
                product[k] += t * columns[k][l] * values[l];
                potency[k] += t * columns[k][l];
                cells[k] += t * shares[k][l];
            }
        }

        solver.Solve(normal, product, square, result[..parts], again);
        double whole = 0;
        for (int k = 0; k < parts; k++) whole += potency[k] *= result[k];
        for (int k = 0; k < parts; k++) result[parts + k] = whole > 0 ? potency[k] / whole : 0;

        // The largest contributions first, equal ones in the order of the parts.
        effective.Clear();
        double reached = 0, fraction = 0;
        while (reached < PotencyAttribution.EffectiveShare - 1e-12 && whole > 0)
        {
            int next = -1;
            for (int k = 0; k < parts; k++)
            {
                if (!effective[k] && (next < 0 || result[parts + k] > result[parts + next])) next = k;
            }

            if (next < 0) break;
            effective[next] = true;
            reached += result[parts + next];
            fraction += cells[next] / lots;
        }

        result[2 * parts] = fraction;
    }

    /// <summary>The fit of every lot from those that count.</summary>
    public double[] Fitted(ReadOnlySpan<double> rates)
    {
        double[] fitted = new double[values.Length];
        for (int k = 0; k < Parts; k++)
        {
            for (int l = 0; l < fitted.Length; l++) fitted[l] += rates[k] * columns[k][l];
        }

        return fitted;
    }
}
