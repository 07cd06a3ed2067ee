namespace GpuCqa.Service.Analyses;

/// <summary>What a job needs and where.</summary>
/// <param name="Need">Memory at its peak.</param>
/// <param name="Device">Name of the device: "cpu", "cuda:0".</param>
/// <param name="DeviceRoom">Bytes that the device offers to all jobs together; 0 where it computes in host memory.</param>
public sealed record JobPlan(JobNeed Need, string Device, long DeviceRoom);
