using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Validation;

/// <summary>A cohort simulated where neighbours are searched: cells as points around the centres of their states, lots that differ in composition and by a shift, a readout that goes with one state or with none.</summary>
/// <remarks>Composition as in the simulator: log shares with a standard deviation of 0.35 over lots, 0.60 of the planted state.</remarks>
internal sealed class StateCohort
{
    private const int Dimensions = 6;
    private const double Spacing = 6, Length = 16, Width = 0.8, Between = 0.15;
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
    /// <param name="where">"apart": the planted state has a place of its own; "between": the two largest states are the halves of one continuum, and it lies in the middle of it, where a cluster may end or not, and makes it denser; "level": it is the middle piece of one continuum that is as dense there as elsewhere, so that nothing marks where it begins.</param>
    /// <param name="correlation">Correlation of the log share of the planted state and the readout; 0 for none.</param>
    /// <param name="shift">Standard deviation of a lot's shift; that of a state is 0.8.</param>
    public static StateCohort Create(ulong seed, int lots, int cells, string where, double correlation, double shift = 0.15)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var centres = new double[Shares.Length + 1, Dimensions];
        for (int k = 0; k < Shares.Length; k++) centres[k, k] = Spacing;
        bool level = where == "level", between = level || where == "between";
        if (between) centres[0, 0] = centres[1, 0] = centres[1, 1] = 0;
        var points = new List<float>();
        List<int> lotOf = [];
        var planted = new List<bool>();
        double[] readout = new double[lots];
        for (int lot = 0; lot < lots; lot++)
        {
            double own = random.NextNormal();
            readout[lot] = (correlation * own) + (Math.Sqrt(1 - (correlation * correlation)) * random.NextNormal());
            double[] weights = [.. Shares.Select(s => s * Math.Exp(0.35 * random.NextNormal())), (between ? Between : 0.10) * Math.Exp(0.60 * own)];
            double[] moved = [.. Enumerable.Range(0, Dimensions).Select(_ => shift * random.NextNormal())];
            int size = (int)(cells * ((2 / 3.0) + (random.NextDouble() * 2 / 3)));
            for (int c = 0; c < size; c++)
            {
                double at = random.NextDouble() * weights.Sum();
                int state = 0;
                while (state < Shares.Length && at >= weights[state]) at -= weights[state++];
                double along = !between ? 0 : level ? (state is > 1 and < 6 ? 0 : Along(state, random.NextDouble())) : state == Shares.Length ? (Length / 2) + (0.06 * Length * random.NextNormal()) : state < 2 ? (state + random.NextDouble()) * Length / 2 : 0;
                for (int d = 0; d < Dimensions; d++) points.Add((float)(centres[state, d] + (d == 0 ? along : 0) + moved[d] + (Width * random.NextNormal())));
                lotOf.Add(lot);
                planted.Add(state == Shares.Length);
            }
        }

        return new StateCohort { Points = new DenseMatrix<float>(lotOf.Count, Dimensions, [.. points]), Lots = [.. lotOf], Planted = [.. planted], Readout = readout };
    }

    // The two largest states and the planted one are pieces of one line, as long as their mean shares: everywhere as dense.
    private static double Along(int state, double at)
    {
        double unit = Length / (Shares[0] + Shares[1] + Between), first = Shares[0] * unit, planted = Between * unit;
        return state == 0 ? at * first : state == Shares.Length ? first + (at * planted) : first + planted + (at * (Length - first - planted));
    }
}
