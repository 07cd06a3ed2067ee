using GpuCqa.Api.Health;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Service.Health;

/// <summary>grpc.health.v1: Check answers once, Watch answers at every change until the caller or the server ends.</summary>
public sealed class HealthEndpoint(HealthStates states, IHostApplicationLifetime lifetime) : Api.Health.Health.HealthBase
{
    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Task.FromResult(new HealthCheckResponse
    {
        Status = states.Find(request.Service) ?? throw new NotFoundException($"No service '{request.Service}' here."),
    });

    /// <inheritdoc/>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using HealthWatch watch = states.Watch();
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (true)
        {
            HealthCheckResponse.Types.ServingStatus now = states.Find(request.Service) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (now != told) await responseStream.WriteAsync(new HealthCheckResponse { Status = now }, context.CancellationToken);
            told = now;
            await watch.NextAsync(end.Token);
        }
    }
}
