using GpuCqa.Analysis.Mapping;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>What became of a lot: all that the rest of a mapping needs of it, so that a run that was stopped goes on with the next.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Refused">Why it could not be mapped; then the next three are null.</param>
/// <param name="Lot">Its shares.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Markers">The key marker of each claim in them.</param>
/// <param name="Removed">Its cells that quality control removed, as the reference sees them.</param>
/// <param name="Digests"><see cref="QueryLot.Digests"/>.</param>
/// <param name="TellingDigests"><see cref="QueryLot.TellingDigests"/>.</param>
internal sealed record LotOutcome(string Name, string? Refused, MappedLot? Lot, MappedPart? Cells, MarkerCells?[]? Markers, RemovedCount[] Removed, ulong[] Digests, ulong[] TellingDigests);
