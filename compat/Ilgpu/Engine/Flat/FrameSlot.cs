using System.Reflection.Emit;

namespace IlgpuStandin.Engine.Flat;

/// <summary>A local or an argument: its place in the frame, and the local that holds it between meetings unless its address is taken.</summary>
internal sealed record FrameSlot(Type Type, int Offset, LocalBuilder? Local);
