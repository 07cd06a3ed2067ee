namespace GpuCqa.Service.Tests.Malformed.Frames;

/// <summary>Something that HTTP/2 does not allow, or that is allowed and odd.</summary>
/// <param name="Kind">What.</param>
/// <param name="Run">Sends it over a fresh connection.</param>
/// <param name="Expected">How it may be taken, as <see cref="FrameClient.Outcome"/> says it.</param>
/// <param name="StreamId">The stream whose end counts.</param>
public sealed record FrameAttack(string Kind, Action<FrameClient> Run, string[] Expected, int StreamId = 1);
