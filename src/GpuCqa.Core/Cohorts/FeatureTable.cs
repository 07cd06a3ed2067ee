namespace GpuCqa.Core.Cohorts;

/// <summary>The columns of a cell table: genes with id and symbol, or image features with a name.</summary>
/// <param name="Ids">Unique identifier of each column (Ensembl id, or the name where a file has no ids).</param>
/// <param name="Names">Display name of each column (gene symbol); need not be unique.</param>
/// <param name="Types">Feature type of each column ("Gene Expression", "Antibody Capture"), or null when the file has none.</param>
public sealed record FeatureTable(string[] Ids, string[] Names, string[]? Types = null)
{
    /// <summary>Number of columns.</summary>
    public int Count => Ids.Length;
}
