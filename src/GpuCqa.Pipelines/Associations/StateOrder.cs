using System.Globalization;

namespace GpuCqa.Pipelines.Associations;

/// <summary>The order of states that cells name: numbers by value, other names by their characters. It does not depend on the order of the cells.</summary>
internal static class StateOrder
{
    public static IEnumerable<string> Of(IEnumerable<string> states)
    {
        string[] all = [.. states];
        return all.All(s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? all.OrderBy(s => double.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture)).ThenBy(s => s, StringComparer.Ordinal)
            : all.Order(StringComparer.Ordinal);
    }
}
