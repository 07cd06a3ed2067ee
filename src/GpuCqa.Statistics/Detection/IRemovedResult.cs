namespace GpuCqa.Statistics;

/// <summary>A result that also says what the cells are that quality control removed.</summary>
public interface IRemovedResult
{
    /// <summary>Per lot, reason and class; kept cells for comparison. Empty where nothing was removed, or was not looked at.</summary>
    IReadOnlyList<RemovedCount> Removed { get; }
}
