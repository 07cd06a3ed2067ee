using System.Numerics;

namespace GpuCqa.Simulation;

/// <summary>The counts of one cell while molecules are added in any order; read out by column and emptied.</summary>
/// <remarks>A bit per gene marks what was touched, so reading costs genes / 64 and no sort.</remarks>
internal sealed class CountAccumulator(int genes)
{
    private readonly int[] counts = new int[genes];
    private readonly ulong[] touched = new ulong[(genes + 63) / 64];

    /// <summary>Adds molecules of a gene.</summary>
    public void Add(int gene, int molecules)
    {
        counts[gene] += molecules;
        touched[gene >> 6] |= 1UL << (gene & 63);
    }

    /// <summary>Appends the counts by increasing column and starts anew.</summary>
    public void Flush(List<int> columns, List<float> values)
    {
        for (int w = 0; w < touched.Length; w++)
        {
            for (ulong bits = touched[w]; bits != 0; bits &= bits - 1)
            {
                int gene = (w << 6) + BitOperations.TrailingZeroCount(bits);
                if (counts[gene] != 0)
                {
                    columns.Add(gene);
                    values.Add(counts[gene]);
                }

                counts[gene] = 0;
            }

            touched[w] = 0;
        }
    }
}
