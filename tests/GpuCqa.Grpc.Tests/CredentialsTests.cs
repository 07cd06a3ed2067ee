using Grpc.Core;
using Xunit;

namespace GpuCqa.Grpc.Tests;

public class CredentialsTests
{
    [Fact]
    public void Create_Null_IsRefused()
    {
        CallCredentials call = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(null!, call));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
    }

    [Fact]
    public void Channel_Kinds_TellTheConfiguratorTheirParts()
    {
        var log = new ChannelLog();
        CallCredentials call = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        ChannelCredentials.Insecure.InternalPopulateConfiguration(log, "s");
        new SslCredentials("roots", new KeyCertificatePair("chain", "key")).InternalPopulateConfiguration(log, "s");
        ChannelCredentials.Create(ChannelCredentials.SecureSsl, call).InternalPopulateConfiguration(log, "s");
        Assert.Equal(["insecure s", "ssl s roots chain key", "composite s True True"], log.Lines);
    }

    [Fact]
    public async Task Call_Kinds_TellTheConfiguratorTheirParts()
    {
        var log = new CallLog();
        CallCredentials one = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", $"{context.ServiceUrl} {context.MethodName}");
            return Task.CompletedTask;
        });
        CallCredentials.Compose(one, one).InternalPopulateConfiguration(log, null);
        Assert.Equal(2, log.Parts);
        one.InternalPopulateConfiguration(log, null);
        Metadata metadata = [];
        await log.Interceptor!(new AuthInterceptorContext("url", "method"), metadata);
        Assert.Equal("url method", metadata.GetValue("authorization"));
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(one));
    }

    private sealed class ChannelLog : ChannelCredentialsConfiguratorBase
    {
        public List<string> Lines { get; } = [];

        public override void SetInsecureCredentials(object? state) => Lines.Add($"insecure {state}");

        public override void SetSslCredentials(object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback) =>
            Lines.Add($"ssl {state} {rootCertificates} {keyCertificatePair?.CertificateChain} {keyCertificatePair?.PrivateKey}");

        public override void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
            Lines.Add($"composite {state} {ReferenceEquals(channelCredentials, ChannelCredentials.SecureSsl)} {callCredentials is not null}");
    }

    private sealed class CallLog : CallCredentialsConfiguratorBase
    {
        public int Parts { get; private set; }

        public AsyncAuthInterceptor? Interceptor { get; private set; }

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials) => Parts = credentials.Count;

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => Interceptor = interceptor;
    }
}
