namespace Grpc.Core;

/// <summary>How many messages each side sends.</summary>
public enum MethodType
{
    /// <summary>One and one.</summary>
    Unary,

    /// <summary>Many requests, one response.</summary>
    ClientStreaming,

    /// <summary>One request, many responses.</summary>
    ServerStreaming,

    /// <summary>Many and many.</summary>
    DuplexStreaming,
}
