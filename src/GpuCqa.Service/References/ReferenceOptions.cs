using GpuCqa.Core.Errors;

namespace GpuCqa.Service.References;

/// <summary>Configuration of references: section GpuCqa:References.</summary>
public sealed class ReferenceOptions
{
    /// <summary>Memory of the references that are loaded to label cells, all together, in bytes.</summary>
    public long LoadedBytes { get; set; } = 2L << 30;

    /// <summary>Largest request of LabelCells, in bytes.</summary>
    public int LabelBytes { get; set; } = 32 << 20;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (LoadedBytes < 1 << 20) throw new InvalidParameterException($"GpuCqa:References:LoadedBytes is {LoadedBytes}; expected at least {1 << 20}.");
        if (LabelBytes is < 64 << 10 or > 256 << 20) throw new InvalidParameterException($"GpuCqa:References:LabelBytes is {LabelBytes}; expected {64 << 10} to {256 << 20}.");
    }
}
