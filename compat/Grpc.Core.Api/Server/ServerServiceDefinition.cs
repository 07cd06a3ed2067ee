namespace Grpc.Core;

/// <summary>Methods of a service with their handlers.</summary>
public class ServerServiceDefinition
{
    private readonly Action<ServiceBinderBase>[] methods;

    private ServerServiceDefinition(IEnumerable<Action<ServiceBinderBase>> methods) => this.methods = [.. methods];

    /// <summary>A builder without methods.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Hands every method to a binder, in the order in which they were added.</summary>
    internal void BindService(ServiceBinderBase serviceBinder)
    {
        foreach (Action<ServiceBinderBase> method in methods) method(serviceBinder);
    }

    /// <summary>Collects methods; a name may occur once.</summary>
    public class Builder
    {
        private readonly List<Action<ServiceBinderBase>> methods = [];
        private readonly HashSet<string> names = new(StringComparer.Ordinal);

        /// <summary>Adds a method.</summary>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Added(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method.</summary>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Added(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method.</summary>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Added(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method.</summary>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Added(method, binder => binder.AddMethod(method, handler));

        /// <summary>The definition.</summary>
        public ServerServiceDefinition Build() => new(methods);

        private Builder Added(IMethod method, Action<ServiceBinderBase> bind)
        {
            if (!names.Add(method.FullName)) throw new ArgumentException($"An item with the same key has already been added. Key: {method.FullName}");
            methods.Add(bind);
            return this;
        }
    }
}
