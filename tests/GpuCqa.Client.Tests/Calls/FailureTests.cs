using GpuCqa.Client.Calls;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Client.Tests.Calls;

public class FailureTests
{
    [Fact]
    public void EveryReason_OfTheTable_ComesBackAsItself()
    {
        foreach (ErrorReason reason in Enum.GetValues<ErrorReason>())
        {
            string name = System.Text.RegularExpressions.Regex.Replace(reason.ToString(), "(?<=.)([A-Z])", "_$1").ToUpperInvariant();
            Failure failure = Failure.Of(FakeState.Refusal(reason, name, "place: what it is"));
            Assert.Equal(reason, failure.Reason);
            Assert.Equal(reason, ErrorTable.ReasonOf(failure.Error));
            Assert.Equal("place: what it is", failure.Error.Message);
            Assert.Equal(reason == ErrorReason.Unavailable, failure.Transient);
        }
    }

    [Fact]
    public void Exhausted_WithADelay_MayBeTriedAgain()
    {
        Failure failure = Failure.Of(FakeState.Refusal(ErrorReason.Exhausted, "EXHAUSTED", "too many", TimeSpan.FromSeconds(7)));
        Assert.True(failure.Transient);
        Assert.Equal(TimeSpan.FromSeconds(7), ((RefusedException)failure.Error).RetryAfter);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, ErrorReason.Unavailable, true)]
    [InlineData(StatusCode.DeadlineExceeded, ErrorReason.Unavailable, true)]
    [InlineData(StatusCode.Unimplemented, ErrorReason.Precondition, false)]
    [InlineData(StatusCode.ResourceExhausted, ErrorReason.Exhausted, false)]
    [InlineData(StatusCode.Unauthenticated, ErrorReason.Unauthenticated, false)]
    [InlineData(StatusCode.PermissionDenied, ErrorReason.PermissionDenied, false)]
    [InlineData(StatusCode.Internal, ErrorReason.Internal, false)]
    [InlineData(StatusCode.Unknown, ErrorReason.Internal, false)]
    public void WithoutAReason_TheStatusSpeaks(StatusCode status, ErrorReason reason, bool transient)
    {
        Failure failure = Failure.Of(new RpcException(new Status(status, "said")));
        Assert.Equal((reason, transient), (failure.Reason, failure.Transient));
    }

    [Fact]
    public void Details_ThatAreNone_AreNotBelieved()
    {
        var error = new RpcException(new Status(StatusCode.NotFound, "gone"), new Metadata { { "grpc-status-details-bin", new byte[] { 255, 255 } } });
        Assert.IsType<NotFoundException>(Failure.Of(error).Error);
    }

    [Fact]
    public void Crc32C_OfTheCheckString_IsTheStandards() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
}
