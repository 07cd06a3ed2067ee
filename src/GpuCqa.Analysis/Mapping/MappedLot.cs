using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>One mapped lot.</summary>
/// <param name="Lot">What was read and removed, and what the lot can do.</param>
/// <param name="Role">Its role in the sheet.</param>
/// <param name="Set">The set that it is tested in: its role, and its tissue where a role has several.</param>
/// <param name="MissingGenes">Selected genes of the reference that the lot lacks.</param>
/// <param name="NotInReference">Cells that are unlike every cell of the reference, at the main resolution.</param>
/// <param name="Uncertain">Cells between clusters, at the main resolution.</param>
/// <param name="Unmapped">Interval of the share of both.</param>
/// <param name="ForeignBy">Why the lot as a whole is called foreign to the reference; null when it is not.</param>
public sealed record MappedLot(LotResult Lot, string Role, string Set, int MissingGenes, int NotInReference, int Uncertain, Interval Unmapped, ForeignReason? ForeignBy)
{
    /// <summary>Whether the lot as a whole is called foreign to the reference.</summary>
    public bool Foreign => ForeignBy is not null;

    /// <summary>Cells after quality control.</summary>
    public int Cells => Lot.CellsKept;

    /// <summary>Cells without a label at the main resolution.</summary>
    public int Refused => NotInReference + Uncertain;

    /// <summary>Their share.</summary>
    public double UnmappedShare => (double)Refused / Cells;
}
