using Grpc.Core.Interceptors;
using Grpc.Core.Utils;

namespace Grpc.Core;

public abstract partial class ClientBase
{
    /// <summary>A call invoker and the host that its calls name.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker undecorated;
        private readonly string? host;

        internal ClientBaseConfiguration(CallInvoker undecoratedCallInvoker, string? host)
        {
            undecorated = GrpcPreconditions.CheckNotNull(undecoratedCallInvoker, nameof(undecoratedCallInvoker));
            this.host = host;
        }

        internal CallInvoker CreateDecoratedCallInvoker() => host is null ? undecorated : undecorated.Intercept(new HostInterceptor(host));

        internal ClientBaseConfiguration WithHost(string host) => new(undecorated, GrpcPreconditions.CheckNotNull(host, nameof(host)));
    }
}
