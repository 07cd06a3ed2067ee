using System.Reflection;

namespace IlgpuStandin.Engine.Flat;

/// <summary>Runs a lane from where it last waited to where it waits next: 0 when it ends, else the number of the place to go on from.</summary>
internal unsafe delegate int FlatStep(byte* frame, int state);

/// <summary>A kernel as one method that can be left at every meeting and entered again, so that the lanes of a group take turns on one thread.</summary>
/// <remarks>
/// The kernel's instructions are copied with those of every called method that comes to a meeting put in place of the call. At a meeting all locals and what
/// lies on the evaluation stack go to the lane's frame, and the method returns; on the next call it takes them back and goes on. A turn costs as much as these
/// copies, where a thread's costs microseconds. Frames are plain memory: views and kernel arguments hold no managed references.
/// </remarks>
internal sealed unsafe class FlatKernel(FlatStep step, int frameBytes, (int Offset, Type Type)[] parameters)
{
    public FlatStep Step => step;

    public int FrameBytes => frameBytes;

    /// <summary>The kernel, or null when its code is beyond what can be flattened (managed arrays, recursion).</summary>
    public static FlatKernel? TryOf(MethodInfo kernel, Func<MethodBase, bool> meets, out string? reason)
    {
        reason = null;
        try
        {
            return new FlatWriter(kernel, meets).Write();
        }
        catch (FlatUnsupportedException beyond)
        {
            reason = beyond.Message;
            return null;
        }
    }

    /// <summary>Puts the arguments of a launch into a frame.</summary>
    public void WriteArguments(byte* frame, object[] arguments)
    {
        for (int i = 0; i < parameters.Length; i++) BoxedValue.Copy(arguments[i], parameters[i].Type, frame + parameters[i].Offset);
    }
}
