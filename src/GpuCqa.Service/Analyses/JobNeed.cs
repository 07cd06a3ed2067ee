namespace GpuCqa.Service.Analyses;

/// <summary>Memory that an analysis needs at its peak.</summary>
/// <param name="HostBytes">On the host, in bytes.</param>
/// <param name="DeviceBytes">On the device, in bytes; 0 where it computes in host memory.</param>
public sealed record JobNeed(long HostBytes, long DeviceBytes);
