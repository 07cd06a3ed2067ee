using Xunit;

namespace GpuCqa.Testing;

/// <summary>A theory on the shared data sets; counted as skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null) Skip = "needs ../shared/data (or " + SharedData.Variable + "), which this checkout lacks";
    }
}
