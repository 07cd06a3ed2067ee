using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Variance components of balanced and unbalanced nested random designs, by ANOVA and by REML.</summary>
/// <remarks>
/// ANOVA: type-1 sums of squares equated to their expectations (Searle, Casella and McCulloch 1992, chapter 5), negative components kept, as SAS PROC MIXED METHOD=TYPE1 and VARCOMP do.
/// Intervals: Wald for factors, chi-square for the residual. REML: Fisher scoring (iterated MINQUE) with components at 0 held there as long as the score points outwards.
/// </remarks>
public static class NestedVariances
{
    /// <summary>The name of the innermost component.</summary>
    public const string Residual = "residual";

    /// <summary>By type-1 analysis of variance.</summary>
    /// <param name="y">Values.</param>
    /// <param name="design">Their groups.</param>
    /// <param name="confidence">Of the intervals.</param>
    public static VarianceComponents Anova(double[] y, NestedDesign design, double confidence = 0.95)
    {
        Require(y, design);
        int n = y.Length, factors = design.Factors.Count;
        double mean = y.Average();
        double[][] sizes = [.. design.Groups.Select((g, f) => Count(g, design.Counts[f]))];
        double[] level = new double[factors + 2];
        for (int f = 0; f < factors; f++)
        {
            double[] sums = new double[design.Counts[f]];
            for (int i = 0; i < n; i++) sums[design.Groups[f][i]] += y[i] - mean;
            for (int g = 0; g < sums.Length; g++) level[f + 1] += sums[g] * sums[g] / sizes[f][g];
        }

        level[factors + 1] = y.Sum(v => (v - mean) * (v - mean));
        double[] df = new double[factors + 1], squares = new double[factors + 1];
        for (int f = 0; f <= factors; f++)
        {
            df[f] = (f == factors ? n : design.Counts[f]) - (f == 0 ? 1 : design.Counts[f - 1]);
            squares[f] = (level[f + 1] - level[f]) / df[f];
        }

        // Expected mean square f = sum over g of coefficient x component g; a factor inside f counts, one around it cancels.
        double[] estimates = new double[factors + 1];
        for (int f = factors; f >= 0; f--)
        {
            double rest = squares[f];
            for (int g = f + 1; g <= factors; g++) rest -= Coefficient(design, sizes, f, g, n) / df[f] * estimates[g];
            estimates[f] = f == factors ? rest : rest / (Coefficient(design, sizes, f, f, n) / df[f]);
        }

        return Described("ANOVA", y, design, estimates, df, squares, confidence, []);
    }

    /// <summary>By restricted maximum likelihood; no component is below 0.</summary>
    /// <inheritdoc cref="Anova"/>
    /// <exception cref="PreconditionException">The iteration does not settle.</exception>
    public static VarianceComponents Reml(double[] y, NestedDesign design, double confidence = 0.95)
    {
        VarianceComponents start = Anova(y, design, confidence);
        var likelihood = new NestedLikelihood(y, design);
        int k = likelihood.Components;
        double total = start.Components.Sum(c => Math.Max(0, c.Estimate));
        double[] theta = [.. start.Components.Select((c, f) => Math.Max(c.Estimate, f == k - 1 ? 1e-9 * total : 0.01 * total))];
        if (!(total > 0)) return start with { Method = "REML" };
        bool[] held = new bool[k];
        var at = likelihood.At(theta);
        bool settled = false;
        for (int round = 0; round < 500 && !settled; round++)
        {
            int[] free = [.. Enumerable.Range(0, k).Where(f => !held[f])];
            double[] score = [.. Enumerable.Range(0, k).Select(f => at.Quadratics[f] - at.Traces[f])];
            double[] step = SymmetricSystem.Factor([.. free.Select(f => free.Select(g => at.Information[f][g]).ToArray())]).Solve([.. free.Select(f => score[f])]);
            double[] next = (double[])theta.Clone();
            double scale = 1;
            (double Twice, double[] Traces, double[] Quadratics, double[][] Information) tried;
            do
            {
                for (int i = 0; i < free.Length; i++) next[free[i]] = Math.Max(free[i] == k - 1 ? 1e-12 * total : 0, theta[free[i]] + (scale * step[i]));
                tried = likelihood.At(next);
                scale /= 2;
            }
            while (tried.Twice < at.Twice - (1e-10 * Math.Abs(at.Twice)) && scale > 1e-6);
            settled = Enumerable.Range(0, k).All(f => Math.Abs(next[f] - theta[f]) <= 1e-11 * total);
            (theta, at) = (next, tried);
            for (int f = 0; f < k - 1; f++)
            {
                bool outwards = theta[f] <= 0 && at.Quadratics[f] - at.Traces[f] <= 0;
                if (outwards != held[f]) settled = false;
                held[f] = outwards;
            }
        }

        if (!settled) throw new PreconditionException("The restricted likelihood of the variance components does not settle; look at the ANOVA components.");
        double[] df = [.. start.Components.Select(c => c.DegreesOfFreedom)];
        return Described("REML", y, design, theta, df, [.. theta.Select(_ => double.NaN)], confidence, [.. design.Factors.Where((_, f) => held[f])]);
    }

    private static VarianceComponents Described(string method, double[] y, NestedDesign design, double[] estimates, double[] df, double[] squares, double confidence, IReadOnlyList<string> atBoundary)
    {
        double z = Interval.Quantile(confidence), tail = (1 - confidence) / 2;
        double[] errors = Errors(y, design, estimates);
        int last = estimates.Length - 1;
        double low = df[last] * estimates[last] / (2 * IncompleteGamma.Inverse(df[last] / 2, 1 - tail)), high = df[last] * estimates[last] / (2 * IncompleteGamma.Inverse(df[last] / 2, tail));
        return new VarianceComponents(method, y.Length, y.Average(),
            [.. estimates.Select((v, f) => f == last
                ? new VarianceComponent(Residual, y.Length, df[f], squares[f], v, low, high)
                : new VarianceComponent(design.Factors[f], design.Counts[f], df[f], squares[f], v, v - (z * errors[f]), v + (z * errors[f])))], atBoundary);
    }

    // Asymptotic covariance at the estimates: the inverse of the observed information of the restricted likelihood, as SAS takes it.
    private static double[] Errors(double[] y, NestedDesign design, double[] estimates)
    {
        if (!(estimates[^1] > 0)) return Array.ConvertAll(estimates, _ => double.NaN);
        double[][] information = new NestedLikelihood(y, design).Observed(estimates);
        double[] errors = new double[estimates.Length];
        SymmetricSystem system = SymmetricSystem.Factor(information);
        for (int f = 0; f < errors.Length; f++)
        {
            double[] unit = new double[errors.Length];
            unit[f] = 1;
            errors[f] = Math.Sqrt(2 * system.Solve(unit)[f]);
        }

        return errors;
    }

    // Contribution of component g to the sum of squares of f: T(f, g) - T(f - 1, g), T the sum over groups of the factor around of squared sizes of groups inside over the size of the group.
    private static double Coefficient(NestedDesign design, double[][] sizes, int f, int g, int n) => Around(design, sizes, f, g, n) - Around(design, sizes, f - 1, g, n);

    private static double Around(NestedDesign design, double[][] sizes, int f, int g, int n)
    {
        int factors = design.Factors.Count;
        if (f >= g) return n;
        if (g == factors) return f < 0 ? 1 : design.Counts[f];
        double sum = 0;
        int[] first = FirstValues(design.Groups[g], design.Counts[g]);
        for (int h = 0; h < design.Counts[g]; h++)
        {
            double around = f < 0 ? n : sizes[f][design.Groups[f][first[h]]];
            sum += sizes[g][h] * sizes[g][h] / around;
        }

        return sum;
    }

    private static int[] FirstValues(int[] groups, int count)
    {
        int[] first = new int[count];
        for (int i = groups.Length - 1; i >= 0; i--) first[groups[i]] = i;
        return first;
    }

    private static double[] Count(int[] groups, int count)
    {
        double[] sizes = new double[count];
        foreach (int g in groups) sizes[g]++;
        return sizes;
    }

    private static void Require(double[] y, NestedDesign design)
    {
        if (y.Length != design.Values) throw new InvalidParameterException($"Expected {design.Values} values of the design; here are {y.Length}.");
        if (y.Any(v => !double.IsFinite(v))) throw new InvalidParameterException("Values of a variance analysis are finite.");
    }
}
