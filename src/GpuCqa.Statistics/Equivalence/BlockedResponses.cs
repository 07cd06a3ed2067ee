using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Responses of two treatments (processes) in blocks (donors, subjects): the difference with blocks fixed or random.</summary>
/// <remarks>
/// Blocks fixed is the ordinary analysis of cross-over and split-lot trials; blocks random (one intercept a block, REML) also takes what is known between blocks, so that lots of donors
/// with one process only (historic lots) count. Everything is a sum over blocks, V^-1 = (I - lambda J) / s2 within one.
/// </remarks>
public sealed class BlockedResponses
{
    private readonly double[] y;
    private readonly double[][] columns;
    private readonly int[][] members;
    private readonly int contrast;

    /// <param name="y">Responses.</param>
    /// <param name="columns">Columns of the design beside the blocks, full rank, with an intercept (column of ones) first.</param>
    /// <param name="contrast">The column that is 1 after the change and 0 before.</param>
    /// <param name="blocks">Block of each response.</param>
    public BlockedResponses(double[] y, IReadOnlyList<double[]> columns, int contrast, IReadOnlyList<string> blocks)
    {
        if (blocks.Count != y.Length || columns.Any(c => c.Length != y.Length)) throw new InvalidParameterException("Responses, blocks and columns of a design are as many.");
        this.y = y;
        this.columns = [.. columns];
        this.contrast = contrast;
        members = [.. Enumerable.Range(0, y.Length).GroupBy(i => blocks[i], StringComparer.Ordinal).Select(g => g.ToArray())];
    }

    /// <summary>Blocks fixed: least squares within blocks.</summary>
    /// <exception cref="PreconditionException">No block has both treatments, or no degree of freedom is left.</exception>
    public MeanDifference Fixed()
    {
        int n = y.Length;
        double[] own = Centered(y);
        double[][] x = [.. columns.Select(Centered)];
        // The contrast last: what of it the other columns leave is what the difference is estimated from.
        int[] order = [.. Enumerable.Range(0, x.Length).Where(c => c != contrast), contrast];
        var basis = new List<double[]>();
        double[] left = [];
        foreach (int c in order)
        {
            double before = Math.Sqrt(Dot(x[c], x[c])), scale = Math.Sqrt(Dot(columns[c], columns[c]));
            double[] v = (double[])x[c].Clone();
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] b in basis)
                {
                    double along = Dot(v, b);
                    for (int i = 0; i < n; i++) v[i] -= along * b[i];
                }
            }

            double norm = Math.Sqrt(Dot(v, v));
            if (norm <= 1e-9 * scale || before == 0)
            {
                if (c == contrast) throw new PreconditionException("No block holds both processes in a way that tells them apart from the other columns of the design.");
                continue;
            }

            if (c == contrast) left = v;
            basis.Add(Array.ConvertAll(v, e => e / norm));
        }

        double square = Dot(left, left), estimate = Dot(left, own) / square;
        double[] rest = (double[])own.Clone();
        foreach (double[] b in basis)
        {
            double along = Dot(rest, b);
            for (int i = 0; i < n; i++) rest[i] -= along * b[i];
        }

        int df = n - members.Length - basis.Count;
        if (df < 1) throw new PreconditionException("No degree of freedom is left within blocks.");
        return new MeanDifference("blocks", estimate, Math.Sqrt(Dot(rest, rest) / df / square), df);
    }

    /// <summary>Blocks random; the degrees of freedom by one of the usual approximations.</summary>
    /// <param name="degreesOfFreedom">Kenward-Roger (also adjusts the standard error), Satterthwaite or containment.</param>
    /// <exception cref="PreconditionException">The design is not of full rank, or the likelihood does not settle.</exception>
    public MixedDifference Random(MixedDegreesOfFreedom degreesOfFreedom) => RandomBlocks.Fit(y, columns, contrast, members, degreesOfFreedom);

    private double[] Centered(double[] values)
    {
        double[] result = new double[values.Length];
        foreach (int[] block in members)
        {
            double mean = block.Sum(i => values[i]) / block.Length;
            foreach (int i in block) result[i] = values[i] - mean;
        }

        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
