using Grpc.Core;
using Xunit;

namespace GpuCqa.Grpc.Tests;

public class StatusTests
{
    [Fact]
    public void StatusCode_Numbers_AreThoseOfTheWire() => Assert.Equal(
        ["OK", "Cancelled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied", "ResourceExhausted",
            "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated"],
        Enumerable.Range(0, 17).Select(i => ((StatusCode)i).ToString()));

    [Fact]
    public void Status_Text_HoldsCodeAndDetail()
    {
        Assert.Equal("Status(StatusCode=\"NotFound\", Detail=\"no such lot\")", new Status(StatusCode.NotFound, "no such lot").ToString());
        Assert.Contains("gone", new Status(StatusCode.Internal, "x", new IOException("gone")).ToString(), StringComparison.Ordinal);
        Assert.Equal(StatusCode.OK, Status.DefaultSuccess.StatusCode);
        Assert.Equal(StatusCode.Cancelled, Status.DefaultCancelled.StatusCode);
    }

    [Fact]
    public void RpcException_Parts_ComeBack()
    {
        var status = new Status(StatusCode.Aborted, "stale");
        var error = new RpcException(status, new Metadata { { "a", "b" } });
        Assert.Equal(StatusCode.Aborted, error.StatusCode);
        Assert.Equal("b", error.Trailers.GetValue("a"));
        Assert.Equal(status.ToString(), error.Message);
        Assert.Empty(new RpcException(status).Trailers);
        Assert.Equal("own", new RpcException(status, "own").Message);
        Assert.Throws<ArgumentNullException>(() => new RpcException(status, (Metadata)null!));
    }

    [Fact]
    public void CallOptions_With_ChangesOnePart()
    {
        var deadline = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        using var source = new CancellationTokenSource();
        CallOptions options = new CallOptions(new Metadata { { "a", "b" } }).WithDeadline(deadline).WithCancellationToken(source.Token)
            .WithWriteOptions(new WriteOptions(WriteFlags.NoCompress)).WithWaitForReady();
        Assert.Equal("b", options.Headers!.GetValue("a"));
        Assert.Equal(deadline, options.Deadline);
        Assert.Equal(source.Token, options.CancellationToken);
        Assert.Equal(WriteFlags.NoCompress, options.WriteOptions!.Flags);
        Assert.True(options.IsWaitForReady);
        Assert.False(options.WithWaitForReady(false).IsWaitForReady);
        Assert.Null(default(CallOptions).Headers);
    }
}
