using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Audit;

/// <summary>Section GpuCqa:Audit.</summary>
public sealed class AuditOptions
{
    /// <summary>Size from which the log goes on in a new file.</summary>
    public long FileBytes { get; set; } = 16 << 20;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (FileBytes is < 1024 or > 1 << 30) throw new InvalidParameterException($"GpuCqa:Audit:FileBytes is {FileBytes}; expected 1024 to {1 << 30}.");
    }
}
