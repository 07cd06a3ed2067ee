using Grpc.Core.Utils;

namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before calls.</summary>
public static class CallInvokerExtensions
{
    /// <summary>Puts one before the calls.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor) => new InterceptingCallInvoker(invoker, interceptor);

    /// <summary>Puts several before the calls; the first sees a call first.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        GrpcPreconditions.CheckNotNull(invoker, nameof(invoker));
        GrpcPreconditions.CheckNotNull(interceptors, nameof(interceptors));
        foreach (Interceptor interceptor in interceptors.Reverse()) invoker = invoker.Intercept(interceptor);
        return invoker;
    }

    /// <summary>Passes request headers through a function.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor) => new InterceptingCallInvoker(invoker, new HeaderInterceptor(interceptor));
}
