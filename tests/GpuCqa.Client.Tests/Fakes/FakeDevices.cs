using GpuCqa.Api.V1;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeDevices : DeviceService.DeviceServiceBase
{
    public override Task<ListDevicesResponse> ListDevices(ListDevicesRequest request, ServerCallContext context) => Task.FromResult(
        request.PageToken.Length == 0
            ? new ListDevicesResponse { Devices = { new Device { Name = "devices/cpu", Kind = Device.Types.Kind.Cpu } }, NextPageToken = "more" }
            : new ListDevicesResponse { Devices = { new Device { Name = "devices/cuda-0", Kind = Device.Types.Kind.Cuda, Description = "a GPU", Automatic = true, MemoryBytes = 8_000_000_000 } } });
}
