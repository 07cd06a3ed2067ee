namespace GpuCqa.Simulation;

/// <summary>A named set of parameters.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Description">What it is for, in one line.</param>
/// <param name="Parameters">Parameters.</param>
public sealed record SimulationPreset(string Name, string Description, SimulationParameters Parameters);
