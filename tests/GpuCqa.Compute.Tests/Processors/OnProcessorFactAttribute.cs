using Xunit;

namespace GpuCqa.Compute.Tests.Processors;

/// <summary>A test that starts a process in which the runtime is told to do without the vectors above a width; skipped where that is this machine's own width.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnProcessorFactAttribute : FactAttribute
{
    /// <summary>Set in a process so started: the width in bits that it is to have.</summary>
    public const string Variable = "GPUCQA_TEST_WIDTH";

    /// <param name="width">The width that the runtime is left with.</param>
    public OnProcessorFactAttribute(VectorWidth width)
    {
        using var own = new CpuDevice();
        if (Environment.GetEnvironmentVariable(Variable) is not null) Skip = "this process is the one that was started";
        else if (own.Width <= width) Skip = $"this process has {own.Info.Description}: the ordinary run is the one at {(int)width} bits";
    }
}
