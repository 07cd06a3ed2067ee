using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Reporting.Expression;

/// <summary>Values of a few marker genes in every cell, a byte each: what the report's map colours by and its dot plot averages.</summary>
/// <param name="Genes">The genes.</param>
/// <param name="Levels">genes x cells, 0 to 255; for counts 0 means not detected, for image features the lowest value.</param>
/// <remarks>Counts: ln(1 + x / total x scale) with totals over all kept genes, as the analysis normalizes them. Image features as they are. Deterministic.</remarks>
public sealed record MapExpression(IReadOnlyList<MapGene> Genes, byte[][] Levels)
{
    /// <summary>No genes: nothing was kept of the values, or nothing marks a cluster.</summary>
    public static MapExpression None { get; } = new([], []);

    /// <summary>Takes the leading markers' values from a result that still holds its cells' values.</summary>
    public static MapExpression Of(DiscoveryResult result)
    {
        IReadOnlyList<(int Gene, int Cluster)> choice = MapGeneChoice.Of(result);
        if (choice.Count == 0) return None;
        float[][] values = Values(result, choice);
        bool counts = result.Map.Modality == CellModality.Counts;
        var genes = new MapGene[choice.Count];
        var levels = new byte[choice.Count][];
        for (int g = 0; g < genes.Length; g++)
        {
            double low = counts ? 0 : values[g].Min(), high = values[g].Max();
            if (!(high > low)) high = low + 1;
            genes[g] = new MapGene(result.Map.Genes.Ids[choice[g].Gene], result.Map.Genes.Names[choice[g].Gene], choice[g].Cluster, low, high);
            levels[g] = Quantize(values[g], low, high, counts);
        }

        return new MapExpression(genes, levels);
    }

    private static float[][] Values(DiscoveryResult result, IReadOnlyList<(int Gene, int Cluster)> choice)
    {
        int cells = result.Map.Cells.Count;
        int[] place = new int[result.Map.Genes.Count];
        Array.Fill(place, -1);
        for (int i = 0; i < choice.Count; i++) place[choice[i].Gene] = i;
        float[][] values = [.. choice.Select(_ => new float[cells])];
        bool counts = result.Map.Modality == CellModality.Counts;
        int cell = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(result.Map.Values))
        {
            for (int row = 0; row < block.Rows; row++, cell++)
            {
                ReadOnlySpan<float> entries = block.RowValues(row);
                ReadOnlySpan<int> columns = block.RowIndices(row);
                double total = 0;
                if (counts)
                {
                    foreach (float x in entries) total += x;
                }

                for (int i = 0; i < entries.Length; i++)
                {
                    int g = place[columns[i]];
                    if (g < 0 || entries[i] == 0) continue;
                    values[g][cell] = counts ? (float)Math.Log(1 + (entries[i] / total * result.Parameters.ScaleFactor)) : entries[i];
                }
            }
        }

        return values;
    }

    // A detected gene never falls to level 0, so that "not detected" stays readable off the levels.
    private static byte[] Quantize(float[] values, double low, double high, bool counts)
    {
        byte[] levels = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double level = Math.Round((values[i] - low) / (high - low) * 255);
            levels[i] = (byte)Math.Clamp(level, counts && values[i] > 0 ? 1 : 0, 255);
        }

        return levels;
    }
}
