namespace IlgpuStandin.Engine;

/// <summary>What lanes wait for each other at.</summary>
internal enum MeetingKind : byte
{
    None,
    Barrier,
    PopCount,
    And,
    Or,
    GroupBroadcast,
    WarpBarrier,
    Shuffle,
    ShuffleDown,
    ShuffleUp,
    ShuffleXor,
}
