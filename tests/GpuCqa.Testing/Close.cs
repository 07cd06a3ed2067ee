using System.Globalization;
using System.Runtime.CompilerServices;
using Xunit;

namespace GpuCqa.Testing;

/// <summary>Compares computed numbers by their relative difference. Rounding to decimals fails at random where a value lies on a rounding boundary, and passes anything near zero.</summary>
public static class Close
{
    /// <summary>Fails unless |expected - actual| is at most tolerance times the larger of both magnitudes, or at most the floor.</summary>
    /// <param name="tolerance">Relative to the larger magnitude.</param>
    /// <param name="floor">Absolute: what counts as zero. None unless it is given, so that an expected zero is met by zero alone.</param>
    /// <param name="label">What is compared; the text of the second argument unless it is given.</param>
    /// <remarks>NaN equals NaN, an infinity only itself, and -0 equals 0.</remarks>
    public static void Relative(
        double expected, double actual, double tolerance = Tolerances.Computed, double floor = 0, [CallerArgumentExpression(nameof(actual))] string label = "")
    {
        if (!Near(expected, actual, tolerance, floor)) Assert.Fail(Message(expected, actual, tolerance, floor, label));
    }

    /// <summary>As for two numbers, position by position; the lengths must be equal.</summary>
    public static void Relative(
        IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = Tolerances.Computed, double floor = 0,
        [CallerArgumentExpression(nameof(actual))] string label = "")
    {
        double[] left = [.. expected], right = [.. actual];
        if (left.Length != right.Length) Assert.Fail($"{label}: expected {left.Length} numbers, found {right.Length}.");
        for (int i = 0; i < left.Length; i++)
        {
            if (!Near(left[i], right[i], tolerance, floor)) Assert.Fail(Message(left[i], right[i], tolerance, floor, $"{label}, position {i} of {left.Length}"));
        }
    }

    /// <summary>Compares with a reference that is known only as it was printed: fails unless the number lies within half a unit of the reference's last digit.</summary>
    /// <param name="expected">The reference, as printed.</param>
    /// <param name="decimals">Decimals that the reference was printed with.</param>
    /// <param name="label">What is compared; the text of the second argument unless it is given.</param>
    /// <remarks>The half unit is widened by 1e-9 of itself: no double is the printed value exactly. NaN equals NaN, an infinity only itself.</remarks>
    public static void Digits(double expected, double actual, int decimals, [CallerArgumentExpression(nameof(actual))] string label = "")
    {
        double half = 0.5 * Math.Pow(10, -decimals);
        if (Near(expected, actual, tolerance: 0, floor: half * (1 + 1e-9))) return;
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{label}: expected {expected.ToString("F" + decimals, CultureInfo.InvariantCulture)} with {decimals} decimals, found {actual:r}; off by {Math.Abs(expected - actual):g3} (allowed {half:g3})."));
    }

    /// <summary>Whether the two are close, for a property that answers rather than throws.</summary>
    public static bool Near(double expected, double actual, double tolerance = Tolerances.Computed, double floor = 0)
    {
        if (expected.Equals(actual) || expected == actual) return true;
        if (!double.IsFinite(expected) || !double.IsFinite(actual)) return false;
        double difference = Math.Abs(expected - actual);
        return difference <= floor || difference <= tolerance * Magnitude(expected, actual);
    }

    private static double Magnitude(double expected, double actual) => Math.Max(Math.Abs(expected), Math.Abs(actual));

    private static string Message(double expected, double actual, double tolerance, double floor, string label)
    {
        double difference = Math.Abs(expected - actual);
        string allowed = floor > 0 ? $"{tolerance:g3} or {floor:g3} absolute" : $"{tolerance:g3}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{label}: expected {expected:r}, found {actual:r}; relative difference {difference / Magnitude(expected, actual):g3} (allowed {allowed}), absolute {difference:g3}.");
    }
}
