using Google.Rpc;
using GpuCqa.Service.Errors;
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
        if (code == StatusCode.ResourceExhausted)
        {
            // Which limit, in the words of a program and of a person.
            ServiceLimit limit = Assert.Single(ServiceLimit.All, l => l.Name == info.Metadata["limit"]);
            Assert.Equal(limit.Setting.Length > 0 ? $"GpuCqa:{limit.Setting}" : null, info.Metadata.GetValueOrDefault("setting"));
            QuotaFailure.Types.Violation violation = Assert.Single(details.GetDetail<QuotaFailure>().Violations);
            Assert.NotEmpty(violation.Subject);
            Assert.Equal(details.Message, violation.Description);
        }

        return details.Message;
    }
}
