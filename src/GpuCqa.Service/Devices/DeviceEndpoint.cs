using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Naming;
using Grpc.Core;

namespace GpuCqa.Service.Devices;

/// <summary>gpucqa.v1.DeviceService: what this machine and this build compute on.</summary>
public sealed class DeviceEndpoint(DeviceFamilies families) : DeviceService.DeviceServiceBase
{
    private const string Scope = "devices";

    /// <inheritdoc/>
    public override Task<Device> GetDevice(GetDeviceRequest request, ServerCallContext context)
    {
        ResourceId.Parse("name", request.Name, "devices/{device}");
        return Task.FromResult(Devices().FirstOrDefault(d => d.Name == request.Name)
            ?? throw new NotFoundException($"{request.Name}: there is no such device; ListDevices names those that are."));
    }

    /// <inheritdoc/>
    public override Task<ListDevicesResponse> ListDevices(ListDevicesRequest request, ServerCallContext context)
    {
        (IReadOnlyList<Device> devices, string next) = PageToken.Page(Devices(), d => d.Name, Scope, request.PageSize, request.PageToken);
        return Task.FromResult(new ListDevicesResponse { Devices = { devices }, NextPageToken = next });
    }

    private IEnumerable<Device> Devices()
    {
        // Best family first: auto takes the first that it may take.
        string? best = families.List().FirstOrDefault(d => d.Automatic)?.Kind;
        return families.List().Select(info => Message(info, info.Kind == best));
    }

    private static Device Message(DeviceInfo info, bool automatic)
    {
        var device = new Device
        {
            Name = "devices/" + info.Kind.Replace(':', '-'),
            Kind = info.Kind switch
            {
                ReferenceDevice.Kind => Device.Types.Kind.Reference,
                var k when k.StartsWith("cuda", StringComparison.Ordinal) => Device.Types.Kind.Cuda,
                var k when k.StartsWith("opencl", StringComparison.Ordinal) => Device.Types.Kind.Opencl,
                var k when k.StartsWith("simulator", StringComparison.Ordinal) => Device.Types.Kind.Simulator,
                _ => Device.Types.Kind.Cpu,
            },
            Description = info.Description,
            Threads = info.Threads,
            VectorBits = info.VectorBits,
            Automatic = automatic,
        };
        if (info.MemoryBytes is { } bytes) device.MemoryBytes = bytes;
        return device;
    }
}
