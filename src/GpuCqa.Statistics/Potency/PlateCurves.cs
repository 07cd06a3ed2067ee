using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Makes the standard curve of a plate.</summary>
internal static class PlateCurves
{
    /// <summary>Fits the standards of one plate and finds its limits of quantification.</summary>
    /// <param name="plate">Its name.</param>
    /// <param name="wells">Its wells.</param>
    /// <param name="parameters">Weights, tolerances, limits.</param>
    /// <exception cref="PreconditionException">There are too few standards, or their responses do not allow the weights.</exception>
    public static PlateCurve Of(string plate, IReadOnlyList<PlateWell> wells, PotencyParameters parameters)
    {
        double[] blanks = [.. wells.Where(w => w.Kind == WellKind.Blank && double.IsFinite(w.Response)).Select(w => w.Response)];
        double blank = blanks.Length == 0 ? 0 : blanks.Average();
        (double X, double Y)[][] levels = [.. wells.Where(w => w.Kind == WellKind.Standard && double.IsFinite(w.Response)).Select(w => (X: w.Concentration, Y: w.Response - blank)).GroupBy(w => w.X).OrderBy(g => g.Key).Select(g => g.ToArray())];
        if (levels.Length < CurveFitting.FewestLevels)
            throw new PreconditionException($"Plate {plate} has {levels.Length} different concentrations of standards; four parameters and their uncertainty need at least {CurveFitting.FewestLevels}.");
        if (levels.Sum(l => l.Length) < 6) throw new PreconditionException($"Plate {plate} has {levels.Sum(l => l.Length)} wells of standards; six at least are needed beside four parameters.");
        int power = parameters.Weights switch { "none" => 0, "1/y" => 1, "1/y2" => 2, _ => throw new InvalidParameterException($"The weights are '{parameters.Weights}'; expected none, 1/y or 1/y2.") };
        if (power > 0 && levels.FirstOrDefault(l => !(l.Average(v => v.Y) > 0)) is { } dark)
            throw new PreconditionException(FormattableString.Invariant($"Plate {plate}: the standards of concentration {dark[0].X} respond with {dark.Average(v => v.Y):G4} on average after the blank, and have no weight 1/y. Fit without weights, or leave them out."));
        double[] x = [.. levels.SelectMany(l => l.Select(v => v.X))], y = [.. levels.SelectMany(l => l.Select(v => v.Y))], w = [.. levels.SelectMany(l => l.Select(_ => Math.Pow(l.Average(v => v.Y), -power)))];
        CurveFit fit = CurveFitting.Fit(x, y, w);
        StandardLevel[] standards = [.. levels.Select(l => Level(l, fit.Curve, parameters.Tolerance, parameters.Tolerance))];
        // The lowest concentration that keeps the wider tolerance is the lower limit; it is judged by that one, all others by the narrower.
        int lowest = Array.FindIndex(standards, s => s.Concentration > 0 && Level(levels.First(l => l[0].X == s.Concentration), fit.Curve, parameters.LowestTolerance, parameters.LowestTolerance).Passes);
        if (lowest >= 0) standards[lowest] = Level(levels[lowest], fit.Curve, parameters.LowestTolerance, parameters.LowestTolerance);
        int highest = Array.FindLastIndex(standards, s => s.Concentration > 0 && s.Passes);
        return new PlateCurve
        {
            Plate = plate, Blank = blank, Fit = fit, WeightPower = power, Standards = standards,
            LowerLimit = parameters.LowerLimit ?? (lowest < 0 ? double.NaN : standards[lowest].Concentration),
            UpperLimit = parameters.UpperLimit ?? (highest < 0 ? double.NaN : standards[highest].Concentration),
        };
    }

    /// <summary>Coefficient of variation; NaN of fewer than two values.</summary>
    public static double Variation(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return double.NaN;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)) / mean;
    }

    private static StandardLevel Level((double X, double Y)[] wells, FourParameterCurve curve, double tolerance, double variation)
    {
        double x = wells[0].X, response = wells.Average(w => w.Y), back = curve.Concentration(response), recovery = x > 0 ? back / x : double.NaN;
        double spread = Variation([.. wells.Select(w => curve.Concentration(w.Y))]);
        bool passes = x == 0 || (Math.Abs(recovery - 1) <= tolerance && (wells.Length < 2 || spread <= variation));
        return new StandardLevel(x, wells.Length, response, back, recovery, x > 0 ? spread : double.NaN, tolerance, passes);
    }
}
