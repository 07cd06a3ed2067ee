namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What a task made, and where.</summary>
/// <typeparam name="T">Type of what it made.</typeparam>
/// <param name="Node">Name of the machine.</param>
/// <param name="Device">Kind of the device.</param>
/// <param name="Value">What it made: a function of the plan and, in its last bits, of the kind of device.</param>
internal sealed record TaskFile<T>(string Node, string Device, T Value);
