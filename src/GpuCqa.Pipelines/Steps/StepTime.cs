using System.Globalization;

namespace GpuCqa.Pipelines.Steps;

/// <summary>When a step was finished, in words.</summary>
public static class StepTime
{
    /// <summary>The time of day, and the date unless it is today; in the zone of <paramref name="now"/>.</summary>
    public static string Of(DateTimeOffset finished, DateTimeOffset now)
    {
        DateTimeOffset local = finished.ToOffset(now.Offset);
        return local.ToString(local.Date == now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
