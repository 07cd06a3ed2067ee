using System.Text.Json.Nodes;
using Google.Rpc;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Errors;

public class RpcErrorsTests
{
    [Theory]
    [InlineData(ErrorReason.InvalidArgument, StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData(ErrorReason.BadData, StatusCode.InvalidArgument, "BAD_DATA")]
    [InlineData(ErrorReason.NotFound, StatusCode.NotFound, "NOT_FOUND")]
    [InlineData(ErrorReason.Precondition, StatusCode.FailedPrecondition, "PRECONDITION")]
    [InlineData(ErrorReason.DeviceUnavailable, StatusCode.Unavailable, "DEVICE_UNAVAILABLE")]
    [InlineData(ErrorReason.DeviceMemory, StatusCode.ResourceExhausted, "DEVICE_MEMORY")]
    [InlineData(ErrorReason.AlreadyExists, StatusCode.AlreadyExists, "ALREADY_EXISTS")]
    [InlineData(ErrorReason.Aborted, StatusCode.Aborted, "ABORTED")]
    [InlineData(ErrorReason.OutOfRange, StatusCode.OutOfRange, "OUT_OF_RANGE")]
    [InlineData(ErrorReason.Exhausted, StatusCode.ResourceExhausted, "EXHAUSTED")]
    [InlineData(ErrorReason.Unauthenticated, StatusCode.Unauthenticated, "UNAUTHENTICATED")]
    [InlineData(ErrorReason.PermissionDenied, StatusCode.PermissionDenied, "PERMISSION_DENIED")]
    [InlineData(ErrorReason.Unavailable, StatusCode.Unavailable, "UNAVAILABLE")]
    [InlineData(ErrorReason.DataLoss, StatusCode.DataLoss, "DATA_LOSS")]
    [InlineData(ErrorReason.Cancelled, StatusCode.Cancelled, "CANCELLED")]
    [InlineData(ErrorReason.Internal, StatusCode.Internal, "INTERNAL")]
    public async Task Reason_Every_HasItsStatusAndName(ErrorReason reason, StatusCode code, string name) =>
        Assert.Equal("why", await Refusal.Of(code, name, () => throw RpcErrors.Exception(reason, "why", limit: code == StatusCode.ResourceExhausted ? ServiceLimit.Disk.Of("disk") : null)));

    [Fact]
    public void Reasons_All_AreInTheTestAbove() => Assert.Equal(16, Enum.GetValues<ErrorReason>().Length);

    [Fact]
    public void Limits_AllStandInTheDocs()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "service.md"));
        string[] rows = [.. lines.SkipWhile(l => l != "| limit | what is used up | RetryInfo |").Skip(2).TakeWhile(l => l.StartsWith("| ", StringComparison.Ordinal)).SelectMany(l => l.Split('|')[1].Trim().Split(", "))];
        Assert.Equal(ServiceLimit.All.Select(l => l.Name).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        // And each setting is one.
        JsonNode all = Configuration.Of(new ServiceOptions())[ServiceOptions.Section]!;
        Assert.All(ServiceLimit.All.Where(l => l.Setting.Length > 0), l => Assert.NotNull(l.Setting.Split(':').Aggregate(all, (JsonNode? at, string key) => at?[key])));
    }

    [Fact]
    public void Refusal_WithDelay_CarriesRetryInfo()
    {
        RpcException error = RpcErrors.Exception(new RefusedException(ErrorReason.Exhausted, "full", TimeSpan.FromSeconds(1.5)));
        Google.Rpc.Status details = error.GetRpcStatus()!;
        Assert.Equal(TimeSpan.FromSeconds(1.5), details.Details.Single(d => d.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>().RetryDelay.ToTimeSpan());
    }
}
