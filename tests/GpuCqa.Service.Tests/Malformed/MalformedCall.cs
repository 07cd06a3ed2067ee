namespace GpuCqa.Service.Tests.Malformed;

/// <summary>A request that no well-behaved client sends.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Path">Path of the call.</param>
/// <param name="Body">Bytes of the request.</param>
/// <param name="Headers">Headers beside those of gRPC; a null value takes one of these away.</param>
/// <param name="Method">HTTP method.</param>
public sealed record MalformedCall(string Kind, string Path, byte[] Body, IReadOnlyDictionary<string, string?> Headers, string Method = "POST");
