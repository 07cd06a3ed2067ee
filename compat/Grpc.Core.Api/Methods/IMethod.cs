namespace Grpc.Core;

/// <summary>A method without its message types.</summary>
public interface IMethod
{
    /// <summary>How many messages each side sends.</summary>
    MethodType Type { get; }

    /// <summary>Full name of the service.</summary>
    string ServiceName { get; }

    /// <summary>Name of the method.</summary>
    string Name { get; }

    /// <summary>Path of the call: /service/method.</summary>
    string FullName { get; }
}
