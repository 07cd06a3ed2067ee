using GpuCqa.Analysis.Populations;

namespace GpuCqa.Analysis.Results;

/// <summary>A result that has cells.</summary>
public interface IPopulationResult
{
    /// <summary>The cells, without any readout.</summary>
    PopulationMap Map { get; }
}
