namespace GpuCqa.Service.Tests.Malformed.Frames;

/// <summary>Types of HTTP/2 frames (RFC 9113, section 6).</summary>
public enum FrameKind : byte
{
    Data, Headers, Priority, RstStream, Settings, PushPromise, Ping, GoAway, WindowUpdate, Continuation,
}
