namespace GpuCqa.Compute;

/// <summary>One family of devices as plain data; a program passes the list of those it was built with to <see cref="ComputeDevices"/>.</summary>
/// <param name="Family">Name before the colon: "cpu", "cuda", "opencl".</param>
/// <param name="Preference">"auto" takes the family with the largest preference that has a device.</param>
/// <param name="List">The devices of the family that this machine has now; empty when there are none.</param>
/// <param name="Open">Opens a device by its full name ("cuda:0") with a number of host threads, or null for all.</param>
public sealed record DeviceOpener(string Family, int Preference, Func<IReadOnlyList<DeviceInfo>> List, Func<string, int?, ComputeDevice> Open);
