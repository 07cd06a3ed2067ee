namespace GpuCqa.Service.Results;

/// <summary>Finds analyses by name.</summary>
public interface IAnalysisLookup
{
    /// <summary>An analysis, or null.</summary>
    AnalysisPlace? Find(string project, string analysis);
}
