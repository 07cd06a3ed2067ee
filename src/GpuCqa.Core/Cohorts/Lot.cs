namespace GpuCqa.Core.Cohorts;

/// <summary>One manufacturing lot: the replicate of every test.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Path">Absolute path of its cells, or null when all lots share one file and <c>--lot-column</c> names the lot of a cell.</param>
/// <param name="Role">"train" lots are used to find; any other role is not.</param>
/// <param name="Donor">Donor, or null.</param>
/// <param name="Tissue">Tissue of origin, or null.</param>
/// <param name="Batch">Processing batch, or null.</param>
/// <param name="Process">Process version, or null.</param>
/// <param name="Columns">Every column of the sheet as text, by header, in sheet order.</param>
public sealed record Lot(string Name, string? Path, string Role, string? Donor, string? Tissue, string? Batch, string? Process, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>The role that discovery uses.</summary>
    public const string TrainRole = "train";

    /// <summary>Line of the sheet that the lot stands on, from 1; null when it came from no sheet.</summary>
    public long? Line { get; init; }
}
