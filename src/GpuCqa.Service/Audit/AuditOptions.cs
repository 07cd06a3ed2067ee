using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Audit;

/// <summary>Section GpuCqa:Audit.</summary>
public sealed class AuditOptions
{
    /// <summary>Size from which the log goes on in a new file.</summary>
    public long FileBytes { get; set; } = 16 << 20;

    /// <summary>What takes a reason: names of methods, the verbs with which they begin (delete, cancel, import), or <see cref="ReasonRule.Keys"/>.</summary>
    public IList<string> ReasonFor { get; set; } = [];

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (FileBytes is < 1024 or > 1 << 30) throw new InvalidParameterException($"GpuCqa:Audit:FileBytes is {FileBytes}; expected 1024 to {1 << 30}.");
        if (ReasonFor.FirstOrDefault(w => w != ReasonRule.Keys && !ReasonRule.Methods(w).Any()) is { } word)
            throw new InvalidParameterException($"GpuCqa:Audit:ReasonFor has '{word}'; expected a method that the audit log records (DeleteDataset), the verb of several (delete), or {ReasonRule.Keys}.");
    }
}
