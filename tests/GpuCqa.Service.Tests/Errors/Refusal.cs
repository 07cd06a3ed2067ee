using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Errors;

/// <summary>Asserts that a call is refused with a status, a reason, and one message.</summary>
public static class Refusal
{
    public static async Task<string> Of(StatusCode code, string reason, Func<Task> call)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, error.StatusCode);
        Google.Rpc.Status details = error.GetRpcStatus()!;
        Assert.Equal((int)code, details.Code);
        Assert.Equal(error.Status.Detail, details.Message);
        ErrorInfo info = details.GetDetail<ErrorInfo>();
        Assert.Equal(reason, info.Reason);
        Assert.Equal("gpucqa.dev", info.Domain);
        return details.Message;
    }
}
