using System.Globalization;

namespace GpuCqa.Formats.Inspection;

/// <summary>Smallest, middle and largest of some numbers, in words.</summary>
internal static class Spread
{
    public static string Of(List<double> values)
    {
        if (values.Count == 0) return "none";
        values.Sort();
        double middle = (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"{values[0]:0.###} to {values[^1]:0.###}, median {middle:0.###}");
    }
}
