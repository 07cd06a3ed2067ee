namespace GpuCqa.Analysis.Planning;

/// <summary>What one step of a job needs.</summary>
/// <param name="Step">Name, as progress shows it.</param>
/// <param name="HostBytes">Host memory in use at most during the step, all that is held included.</param>
/// <param name="DeviceBytes">Device memory that the step's operations need beside the counts; 0 on devices that compute in host memory.</param>
/// <param name="Sweeps">Times the step goes through all counts.</param>
public sealed record StepMemory(string Step, long HostBytes, long DeviceBytes, int Sweeps);
