using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

/// <summary>What the tests of the simulator share.</summary>
internal static class SimulationChecks
{
    /// <summary>Chi-square test of fit with bins of at least 20 expected; fails beyond five deviations (normal approximation of Wilson and Hilferty).</summary>
    public static void AssertFits(IReadOnlyDictionary<int, int> observed, IReadOnlyList<double> law, int draws)
    {
        double chi = 0, expected = 0, seen = 0, mass = 0;
        int bins = 0, counted = 0;
        for (int k = 0; k < law.Count; k++)
        {
            expected += law[k] * draws;
            seen += observed.GetValueOrDefault(k);
            if (expected < 20) continue;
            chi += (seen - expected) * (seen - expected) / expected;
            mass += expected;
            counted += (int)seen;
            bins++;
            expected = seen = 0;
        }

        double tail = draws - mass;
        if (tail > 1) chi += Math.Pow(draws - counted - tail, 2) / tail;
        double df = Math.Max(1, bins);
        double z = (Math.Cbrt(chi / df) - 1 + (2 / (9 * df))) / Math.Sqrt(2 / (9 * df));
        Assert.True(z < 5, $"chi-square {chi:F1} on {df} degrees of freedom");
    }

    /// <summary>One lot of cells that differ in nothing but their state.</summary>
    public static SimulationParameters Plain(int cells) => new()
    {
        TrainLots = 1,
        MinCellsPerLot = cells,
        MaxCellsPerLot = cells,
        StateShares = [0.5, 0.5],
        CqaState = 1,
        LibrarySd = 0,
        DepthLow = 1,
        DepthHigh = 1,
        BatchSd = 0,
        MitoSd = 0,
        LowQualityShare = 0,
        LibrarySize = 2000,
    };

    /// <summary>Expected share of each gene in cells of a state, from the truth alone.</summary>
    public static double[] Shares(SimulatedCohort cohort, int state)
    {
        SimulatedGenes genes = cohort.Genes;
        double[] shares = (double[])genes.BaseShares.Clone();
        foreach (GeneProgram program in genes.Programs.Where(p => p.State == state))
            for (int i = 0; i < program.Genes.Length; i++) shares[program.Genes[i]] *= Math.Exp(program.LogEffects[i]);
        double mito = genes.Mitochondrial.Sum(g => shares[g]);
        double scale = (1 - mito) / (shares.Sum() - mito);
        for (int g = 0; g < shares.Length; g++)
            if (!genes.Mitochondrial.Contains(g)) shares[g] *= scale;
        return shares;
    }

    /// <summary>All counts of a lot, dense.</summary>
    public static float[][] Counts(SimulatedLot lot, int block = 1000) => Counts(lot.ReadBlocks(block));

    /// <summary>All counts of some blocks, dense.</summary>
    public static float[][] Counts(IEnumerable<Core.Cohorts.CellBlock> blocks)
    {
        var rows = new List<float[]>();
        foreach (Core.Cohorts.CellBlock part in blocks)
        {
            part.Values.Validate();
            for (int r = 0; r < part.Values.Rows; r++)
            {
                var row = new float[part.Values.Columns];
                ReadOnlySpan<int> columns = part.Values.RowIndices(r);
                for (int i = 0; i < columns.Length; i++) row[columns[i]] = part.Values.RowValues(r)[i];
                rows.Add(row);
            }
        }

        return [.. rows];
    }

    /// <summary>Mean count of each gene over the cells of a lot, or over those of one state.</summary>
    public static double[] GeneMeans(SimulatedLot lot, int? state = null)
    {
        float[][] counts = Counts(lot);
        int[] cells = Enumerable.Range(0, counts.Length).Where(c => state is null || lot.Cell(c).State == state).ToArray();
        var means = new double[counts[0].Length];
        foreach (int c in cells)
            for (int g = 0; g < means.Length; g++) means[g] += counts[c][g];
        return Array.ConvertAll(means, m => m / cells.Length);
    }

    /// <summary>Pearson correlation.</summary>
    public static double Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double mx = x.Average(), my = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Count; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    /// <summary>Mean and variance (n - 1).</summary>
    public static (double Mean, double Variance) Moments(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
