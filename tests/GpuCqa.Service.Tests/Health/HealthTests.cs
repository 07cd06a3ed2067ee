using GpuCqa.Api.Health;
using GpuCqa.Service.Health;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static GpuCqa.Api.Health.HealthCheckResponse.Types;

namespace GpuCqa.Service.Tests.Health;

public class HealthTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Api.Health.Health.HealthClient client = new(service.Channel);

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
    public async Task Watch_Change_IsToldOnce()
    {
        HealthStates states = service.App.Services.GetRequiredService<HealthStates>();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = client.Watch(new HealthCheckRequest { Service = "test.Later" }, deadline: DateTime.UtcNow.AddSeconds(20));
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.ServiceUnknown, watch.ResponseStream.Current.Status);
        states.Set(["test.Later"], ServingStatus.Serving);
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        states.Set(["test.Later"], ServingStatus.Serving);
        states.Set(["test.Later"], ServingStatus.NotServing);
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task Watch_ServerStops_IsToldAndEnds()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = new Api.Health.Health.HealthClient(own.Channel).Watch(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(20));
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        Task stop = own.App.StopAsync();
        RpcException end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext()) Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        });
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        await stop;
        await own.DisposeAsync();
    }
}
