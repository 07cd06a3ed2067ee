using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Spikes;

/// <summary>A lot that cells are spiked into, after it was mapped without any.</summary>
/// <param name="Name">The lot.</param>
/// <param name="Donor">Its donor, or null.</param>
/// <param name="Projection">cells that quality control kept x components, float32, before alignment.</param>
/// <param name="Limits">The lot's own limits of quality control.</param>
/// <param name="Cells">Its cells, scanned ones that quality control removed included.</param>
/// <param name="Called">Of these, called.</param>
public sealed record SpikeLot(string Name, string? Donor, DenseMatrix<float> Projection, QcThresholds? Limits, long Cells, long Called);
