using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>Keys of states: the same text is the same state, in every result.</summary>
public static class StateKey
{
    /// <summary>A cluster of a frozen reference; a mapped cluster is the reference's.</summary>
    public static string Cluster(string reference, double resolution, int cluster) => string.Create(CultureInfo.InvariantCulture, $"{reference}/{resolution}/{cluster}");

    /// <summary>A state that was given by name: its name is what it is known by.</summary>
    public static string Given(string? column, string state) => $"given/{column ?? "states"}/{state}";

    /// <summary>A key as people read it.</summary>
    public static string Shown(string key)
    {
        string[] parts = key.Split('/', 3);
        if (parts.Length < 3) return key;
        return parts[0] == "given" ? parts[1] == "states" ? parts[2] : $"{parts[1]}: {parts[2]}" : $"cluster {parts[2]} at resolution {parts[1]} of {parts[0][..Math.Min(8, parts[0].Length)]}";
    }
}
