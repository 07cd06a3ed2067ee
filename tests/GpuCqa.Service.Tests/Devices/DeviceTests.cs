using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Devices;

public class DeviceTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly DeviceService.DeviceServiceClient client = new(service.Channel);

    [Fact]
    public async Task List_PageByPage_GivesWhatGetGives()
    {
        ListDevicesResponse all = await client.ListDevicesAsync(new ListDevicesRequest());
        Assert.Contains(all.Devices, d => d is { Name: "devices/cpu", Kind: Device.Types.Kind.Cpu, Threads: >= 1 });
        Assert.Contains(all.Devices, d => d is { Name: "devices/cpu-reference", Kind: Device.Types.Kind.Reference });
        Assert.Empty(all.NextPageToken);
        // What auto takes: one, which is no device for tests, and on a machine without a GPU the CPU.
        Device automatic = Assert.Single(all.Devices, d => d.Automatic);
        Assert.True(automatic.Kind is Device.Types.Kind.Cuda or Device.Types.Kind.Opencl or Device.Types.Kind.Cpu, automatic.ToString());
        Assert.False(all.Devices.Single(d => d.Name == "devices/cpu").HasMemoryBytes);
        var paged = new List<Device>();
        string token = "";
        do
        {
            ListDevicesResponse page = await client.ListDevicesAsync(new ListDevicesRequest { PageSize = 1, PageToken = token });
            paged.Add(Assert.Single(page.Devices));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(all.Devices, paged);
        foreach (Device device in paged) Assert.Equal(device, await client.GetDeviceAsync(new GetDeviceRequest { Name = device.Name }));
    }

    [Theory]
    [InlineData("devices/none-such", StatusCode.NotFound, "NOT_FOUND")]
    [InlineData("devices/", StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData("devices/../cpu", StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData("cpu", StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    public async Task Get_WrongName_IsRefused(string name, StatusCode code, string reason) =>
        await Refusal.Of(code, reason, async () => await client.GetDeviceAsync(new GetDeviceRequest { Name = name }));

    [Theory]
    [InlineData(-1, "")]
    [InlineData(0, "%%%")]
    [InlineData(0, "AAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task List_WrongPage_IsRefused(int size, string token) =>
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.ListDevicesAsync(new ListDevicesRequest { PageSize = size, PageToken = token }));
}
