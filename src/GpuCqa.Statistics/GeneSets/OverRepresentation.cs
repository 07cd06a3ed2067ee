namespace GpuCqa.Statistics;

/// <summary>Whether more of a set's genes were chosen than a draw from the background would choose.</summary>
/// <param name="Size">Genes of the set in the background.</param>
/// <param name="Overlap">Those among the chosen ones.</param>
/// <param name="Expected">Mean of the overlap of a draw.</param>
/// <param name="P">P(overlap or more), hypergeometric.</param>
public readonly record struct OverRepresentation(int Size, int Overlap, double Expected, double P)
{
    /// <summary>Observed over expected.</summary>
    public double Fold => Overlap / Expected;

    /// <summary>Tests a set.</summary>
    /// <param name="set">The set's genes, indices into the background, each once.</param>
    /// <param name="chosen">Per gene of the background, whether it was chosen.</param>
    /// <param name="count">Number of chosen genes.</param>
    public static OverRepresentation Of(ReadOnlySpan<int> set, ReadOnlySpan<bool> chosen, int count)
    {
        int overlap = 0;
        foreach (int g in set)
        {
            if (chosen[g]) overlap++;
        }

        return new OverRepresentation(set.Length, overlap, (double)set.Length * count / chosen.Length, Hypergeometric.UpperTail(overlap, set.Length, count, chosen.Length));
    }
}
