using GpuCqa.Api.V1;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Grpc.Health.V1.Health;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace GpuCqa.Service.Tests.Operations;

public class HealthTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly HealthClient client = new(service.Channel);

    [Fact]
    public async Task Check_EveryServiceAndTheWhole_Serves()
    {
        foreach (string name in ServiceHost.Services.Select(s => s.FullName).Append(""))
            Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest { Service = name })).Status);
    }

    [Fact]
    public async Task Check_UnknownService_IsNotFound() =>
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.CheckAsync(new HealthCheckRequest { Service = "gpucqa.v1.Nothing" }));

    [Fact]
    public async Task Watch_UnknownService_IsToldSo()
    {
        using AsyncServerStreamingCall<HealthCheckResponse> watch = client.Watch(new HealthCheckRequest { Service = "gpucqa.v1.Nothing" }, deadline: Patience.Deadline);
        Assert.Equal(ServingStatus.ServiceUnknown, await Next(watch));
    }

    [Fact]
    public async Task Watch_DiskFullAndNotAnyMore_IsToldOnceEach()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        ServiceOptions options = own.App.Services.GetRequiredService<ServiceOptions>();
        var ownClient = new HealthClient(own.Channel);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = ownClient.Watch(new HealthCheckRequest { Service = DatasetService.Descriptor.FullName }, deadline: Patience.Deadline);
        Assert.Equal(ServingStatus.Serving, await Next(watch));
        long before = options.Operations.MinFreeBytes;
        options.Operations.MinFreeBytes = long.MaxValue;
        Assert.Equal(ServingStatus.NotServing, (await ownClient.CheckAsync(new HealthCheckRequest())).Status);
        // The next word is the other one: what did not change was not told again.
        Assert.Equal(ServingStatus.NotServing, await Next(watch));
        options.Operations.MinFreeBytes = before;
        Assert.Equal(ServingStatus.Serving, await Next(watch));
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Watch_ServerStops_IsToldAndEnds()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = new HealthClient(own.Channel).Watch(new HealthCheckRequest(), deadline: Patience.Deadline);
        Assert.Equal(ServingStatus.Serving, await Next(watch));
        Task stop = own.App.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await Next(watch));
        Assert.False(await watch.ResponseStream.MoveNext());
        await stop;
        await own.DisposeAsync();
    }

    private static async Task<ServingStatus> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext());
        return watch.ResponseStream.Current.Status;
    }
}
