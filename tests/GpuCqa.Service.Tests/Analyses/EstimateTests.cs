using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class EstimateTests
{
    [Fact]
    public async Task Validate_AnalysisThatFits_IsAnsweredWithItsNeedAndNotQueued()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { HostMemoryBytes = 1_000 });
        host.Kind.Need = _ => new JobNeed(700, 0);
        AnalysisMessage answer = await Validate(host, "fits");
        AnalysisPlan plan = answer.Plan;
        Assert.Equal((true, 700L, 0L, "cpu"), (plan.Fits, plan.HostPeakBytes, plan.DevicePeakBytes, plan.Device));
        Assert.NotEmpty(plan.DeviceDescription);
        Assert.False(plan.HasDeviceFreeBytes);
        Assert.Null(plan.Discovery);
        Assert.Empty((await host.Client.ListAnalysesAsync(new ListAnalysesRequest { Parent = "projects/p" })).Analyses);
        Assert.Empty(host.Kind.Started);
    }

    [Fact]
    public async Task Validate_AnalysisThatCouldNeverRun_SaysWhy()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { HostMemoryBytes = 1_000_000 });
        host.Kind.Need = _ => new JobNeed(3_000_000, 0);
        AnalysisPlan plan = (await Validate(host, "host")).Plan;
        Assert.Equal((false, 3_000_000L), (plan.Fits, plan.HostPeakBytes));
        Assert.Contains("3.0 MB of host memory", Assert.Single(plan.Notes), StringComparison.Ordinal);
        host.Kind.Need = _ => throw new DeviceMemoryException("It does not fit in any form.");
        plan = (await Validate(host, "device")).Plan;
        Assert.Equal((false, "cpu"), (plan.Fits, plan.Device));
        Assert.Equal(["It does not fit in any form."], plan.Notes);
    }

    [Fact]
    public async Task Validate_DamagedFile_IsRefusedWithoutThePlaceOnTheDisk()
    {
        await using JobHost host = await JobHost.Start();
        string place = Path.Combine(host.State.Path, "views", new string('0', 32), "cells.csv");
        host.Kind.Need = _ => throw new AggregateException(new BadDataException(place, "line 3", "has two fields"));
        string message = await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", () => Validate(host, "damaged"));
        Assert.Contains("line 3", message, StringComparison.Ordinal);
        Assert.DoesNotContain(host.State.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_CallerWhoLeaves_StopsTheReadingAndLetsTheNextOneIn()
    {
        await using JobHost host = await JobHost.Start();
        var reading = new TaskCompletionSource();
        host.Kind.Reading = (label, cancellation) =>
        {
            if (label != "long") return;
            reading.SetResult();
            cancellation.WaitHandle.WaitOne(2 * Patience.Span);
            cancellation.ThrowIfCancellationRequested();
        };
        using var leave = new CancellationTokenSource();
        CreateAnalysisRequest request = JobHost.Request("long");
        request.ValidateOnly = true;
        Task<Operation> first = host.Client.CreateAnalysisAsync(request, cancellationToken: leave.Token).ResponseAsync;
        await reading.Task.WaitAsync(Patience.Span);
        Task<AnalysisMessage> second = Validate(host, "next");
        Assert.False(second.IsCompleted);
        leave.Cancel();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => first)).StatusCode);
        Assert.True((await second.WaitAsync(Patience.Span)).Plan.Fits);
    }

    private static async Task<AnalysisMessage> Validate(JobHost host, string label)
    {
        CreateAnalysisRequest request = JobHost.Request(label);
        (request.ValidateOnly, request.Analysis.Device) = (true, "cpu");
        Operation operation = await host.Client.CreateAnalysisAsync(request);
        Assert.Empty(operation.Name);
        return operation.Metadata.Unpack<AnalysisMessage>();
    }
}
