using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.References;

/// <summary>The gene that a user names as the key marker.</summary>
public static class KeyGene
{
    /// <summary>Index of the gene among the kept genes: by id, else by name.</summary>
    /// <exception cref="InvalidParameterException">The cells are no counts, or several genes have the name.</exception>
    /// <exception cref="NotFoundException">No kept gene is called so.</exception>
    public static int IndexOf(string gene, FeatureTable genes, CellModality modality)
    {
        if (modality != CellModality.Counts) throw new InvalidParameterException($"--key-gene {gene}: a key marker is read off counts, and these cells have image features.");
        int id = Array.IndexOf(genes.Ids, gene);
        if (id >= 0) return id;
        int[] named = [.. Enumerable.Range(0, genes.Count).Where(g => genes.Names[g] == gene)];
        return named.Length switch
        {
            1 => named[0],
            0 => throw new NotFoundException($"--key-gene {gene}: none of the {genes.Count} kept genes has this id or name; a gene is kept when every train lot has it and enough cells express it (--min-cells)."),
            _ => throw new InvalidParameterException($"--key-gene {gene}: {named.Length} genes have this name; give one of the ids {string.Join(", ", named.Select(g => genes.Ids[g]))}."),
        };
    }
}
