using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Validation;

/// <summary>A cohort simulated where neighbours are searched: cells as points around the centres of their states, lots that differ in composition and by a shift, a readout that goes with one state or with none.</summary>
/// <remarks>Composition as in the simulator: log shares with a standard deviation of 0.35 over lots, 0.60 of the planted state.</remarks>
internal sealed class StateCohort
{
    private const int Dimensions = 6;
    private const double Spacing = 5;
    private static readonly double[] Shares = [0.32, 0.25, 0.17, 0.10, 0.10, 0.06];

    /// <summary>cells x dimensions.</summary>
    public required DenseMatrix<float> Points { get; init; }

    /// <summary>Lot of each cell.</summary>
    public required int[] Lots { get; init; }

    /// <summary>Whether each cell is of the planted state.</summary>
    public required bool[] Planted { get; init; }

    /// <summary>Readout of each lot.</summary>
    public required double[] Readout { get; init; }

    /// <summary>Simulates.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="lots">Lots.</param>
    /// <param name="cells">Cells of a lot, from 2/3 of it to 4/3.</param>
    /// <param name="where">"apart": the planted state has a place of its own; "between": it lies halfway between the two largest states.</param>
    /// <param name="correlation">Correlation of the log share of the planted state and the readout; 0 for none.</param>
    /// <param name="shift">Standard deviation of a lot's shift, in those of a state.</param>
    public static StateCohort Create(ulong seed, int lots, int cells, string where, double correlation, double shift = 0.25)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var centres = new double[Shares.Length + 1, Dimensions];
        for (int k = 0; k < Shares.Length; k++) centres[k, k] = Spacing;
        // States 0 and 1 are neighbours where something lies between them.
        for (int d = 0; d < Dimensions && where == "between"; d++)
        {
            centres[1, d] = centres[0, d] + (d == 1 ? 0.6 * Spacing : 0);
            centres[Shares.Length, d] = (centres[0, d] + centres[1, d]) / 2;
        }

        var points = new List<float>();
        List<int> lotOf = [];
        var planted = new List<bool>();
        double[] readout = new double[lots];
        for (int lot = 0; lot < lots; lot++)
        {
            double own = random.NextNormal();
            readout[lot] = (correlation * own) + (Math.Sqrt(1 - (correlation * correlation)) * random.NextNormal());
            double[] weights = [.. Shares.Select(s => s * Math.Exp(0.35 * random.NextNormal())), 0.10 * Math.Exp(0.60 * own)];
            double[] moved = [.. Enumerable.Range(0, Dimensions).Select(_ => shift * random.NextNormal())];
            int size = (int)(cells * ((2 / 3.0) + (random.NextDouble() * 2 / 3)));
            for (int c = 0; c < size; c++)
            {
                double at = random.NextDouble() * weights.Sum();
                int state = 0;
                while (state < Shares.Length && at >= weights[state]) at -= weights[state++];
                for (int d = 0; d < Dimensions; d++) points.Add((float)(centres[state, d] + moved[d] + ((state == Shares.Length ? 0.7 : 1) * random.NextNormal())));
                lotOf.Add(lot);
                planted.Add(state == Shares.Length);
            }
        }

        return new StateCohort { Points = new DenseMatrix<float>(lotOf.Count, Dimensions, [.. points]), Lots = [.. lotOf], Planted = [.. planted], Readout = readout };
    }
}
