using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Soft clusters of cells in which lots are pushed to be as frequent as they are overall.</summary>
/// <remarks>
/// Minimizes sum R dist + sigma sum R ln R + sigma theta sum O ln((O + E + 1) / (2 E + 1)) over assignments R for fixed centroids (Korsunsky et al.,
/// 2019; the last term in the form of Harmony 2), where O is what a lot has in a cluster and E what it would have at random. Without the last
/// term the minimum is the affinity exp(-dist / sigma), normalized; with it, the affinity times ((2 E + 1) / (O + E + 1))^theta, normalized. As
/// O depends on R, cells are reassigned in blocks, in random order. Since centroids are fixed, affinities are computed once, and a pass is one
/// multiplication an entry. Sums are float64 over fixed blocks: the same bits on any number of threads.
/// </remarks>
internal sealed class DiverseClusters
{
    /// <summary>Cells of one body of a loop.</summary>
    private const int Part = 512;

    private readonly ComputeDevice device;
    private readonly HarmonyParameters parameters;
    private readonly int[] lots;
    private readonly int clusters;
    private readonly double[] shares;
    private readonly float[] affinities;
    private readonly double[] logScales;
    private readonly int[] order;
    private ulong passes;

    public DiverseClusters(ComputeDevice device, HarmonyParameters parameters, int[] lots, double[] lotCells, int clusters)
    {
        this.device = device;
        this.parameters = parameters;
        this.lots = lots;
        this.clusters = clusters;
        shares = lotCells.Select(n => n / lots.Length).ToArray();
        affinities = new float[checked(lots.Length * clusters)];
        Assignments = new float[affinities.Length];
        Observed = new DenseMatrix<double>(lotCells.Length, clusters);
        logScales = new double[lots.Length];
        order = Enumerable.Range(0, lots.Length).ToArray();
    }

    /// <summary>cells x clusters, probabilities, row-major, float32.</summary>
    public float[] Assignments { get; }

    /// <summary>lots x clusters, cells of each lot in each cluster, float64.</summary>
    public DenseMatrix<double> Observed { get; }

    /// <summary>lots x clusters, cells of each lot in each cluster if lots were mixed at random, float64.</summary>
    public DenseMatrix<double> Expected()
    {
        var expected = new DenseMatrix<double>(Observed.Rows, clusters);
        for (int k = 0; k < clusters; k++)
        {
            double total = 0;
            for (int b = 0; b < shares.Length; b++) total += Observed[b, k];
            for (int b = 0; b < shares.Length; b++) expected[b, k] = total * shares[b];
        }

        return expected;
    }

    /// <summary>Takes new centroids: affinities of every cell; the assignments stay.</summary>
    /// <param name="points">cells x dimensions, unit rows, float32.</param>
    /// <param name="chunks">All cells.</param>
    /// <param name="centroids">clusters x dimensions, unit rows, float64.</param>
    public void SetCentroids(DenseMatrix<float> points, CellChunks chunks, DenseMatrix<double> centroids)
    {
        DenseMatrix<double> transposed = UnitRows.Transpose(centroids);
        foreach ((_, int[] cells) in chunks.Chunks)
        {
            DenseMatrix<double> products = device.Gemm(CellChunks.Gather(device, points.Values, points.Columns, cells), transposed);
            ForParts(cells.Length, (_, first, last) =>
            {
                for (int i = first; i < last; i++)
                {
                    Span<double> row = products.Row(i);
                    double nearest = double.NegativeInfinity, total = 0;
                    for (int k = 0; k < clusters; k++) nearest = Math.Max(nearest, row[k]);
                    for (int k = 0; k < clusters; k++) total += row[k] = Math.Exp(-2 * (nearest - row[k]) / parameters.Sigma);
                    Span<float> affinity = affinities.AsSpan(cells[i] * clusters, clusters);
                    for (int k = 0; k < clusters; k++) affinity[k] = (float)(row[k] / total);
                    logScales[cells[i]] = Math.Log(total) - (2 * (1 - nearest) / parameters.Sigma);
                }
            });
        }
    }

    /// <summary>Starts with the affinities as assignments and returns the objective.</summary>
    public double Start()
    {
        affinities.CopyTo(Assignments, 0);
        Add(order, 1);
        double sum = 0;
        foreach (double scale in logScales) sum -= scale;
        return Objective(sum);
    }

    /// <summary>Reassigns the cells until the objective settles; returns its last value.</summary>
    public double Cluster(CancellationToken cancel)
    {
        var objectives = new List<double>();
        for (int pass = 1; pass <= parameters.MaxClusterPasses; pass++)
        {
            cancel.ThrowIfCancellationRequested();
            objectives.Add(Pass());
            if (pass <= 3) continue;
            double before = objectives[^4] + objectives[^3] + objectives[^2], now = objectives[^3] + objectives[^2] + objectives[^1];
            if (Math.Abs(before - now) < parameters.ClusterTolerance * Math.Abs(before)) break;
        }

        return objectives[^1];
    }

    private double Pass()
    {
        var random = new Philox(parameters.Seed, RandomPurpose.HarmonyOrder, passes++);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int size = Math.Max(1, (int)Math.Ceiling(order.Length * parameters.BlockShare));
        double sum = 0;
        for (int at = 0; at < order.Length; at += size)
        {
            int[] block = order[at..Math.Min(order.Length, at + size)];
            Add(block, -1);
            sum += Reassign(block, Weights());
            Add(block, 1);
        }

        return Objective(sum);
    }

    /// <summary>lots x clusters: ((2 E + 1) / (O + E + 1))^theta, and its logarithms.</summary>
    private (float[] Weights, double[] Logs) Weights()
    {
        DenseMatrix<double> expected = Expected();
        var logs = new double[expected.Values.Length];
        for (int i = 0; i < logs.Length; i++)
            logs[i] = parameters.Theta * Math.Log(((2 * expected.Values[i]) + 1) / (Observed.Values[i] + expected.Values[i] + 1));
        return (logs.Select(x => (float)Math.Exp(x)).ToArray(), logs);
    }

    /// <summary>Sets the assignments of a block; returns the block's sum of R (dist / sigma + ln R).</summary>
    private double Reassign(int[] block, (float[] Weights, double[] Logs) penalty)
    {
        var sums = new double[(block.Length + Part - 1) / Part];
        ForParts(block.Length, (part, first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                int cell = block[i];
                ReadOnlySpan<float> affinity = affinities.AsSpan(cell * clusters, clusters), weight = penalty.Weights.AsSpan(lots[cell] * clusters, clusters);
                ReadOnlySpan<double> log = penalty.Logs.AsSpan(lots[cell] * clusters, clusters);
                Span<float> assignment = Assignments.AsSpan(cell * clusters, clusters);
                double total = 0, weighted = 0;
                for (int k = 0; k < affinity.Length; k++)
                {
                    float value = affinity[k] * weight[k];
                    assignment[k] = value;
                    total += value;
                    weighted += value * log[k];
                }

                float scale = (float)(1 / total);
                for (int k = 0; k < assignment.Length; k++) assignment[k] *= scale;
                sums[part] += (weighted / total) - Math.Log(total) - logScales[cell];
            }
        });
        return sums.Sum();
    }

    /// <summary>Adds the assignments of some cells to what their lots have in the clusters, or takes them away.</summary>
    private void Add(int[] cells, double sign)
    {
        var parts = new double[(cells.Length + Part - 1) / Part][];
        ForParts(cells.Length, (part, first, last) =>
        {
            double[] sum = parts[part] = new double[Observed.Values.Length];
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<float> row = Assignments.AsSpan(cells[i] * clusters, clusters);
                Span<double> to = sum.AsSpan(lots[cells[i]] * clusters, clusters);
                for (int k = 0; k < row.Length; k++) to[k] += row[k];
            }
        });
        foreach (double[] part in parts)
        {
            for (int i = 0; i < part.Length; i++) Observed.Values[i] = Math.Max(0, Observed.Values[i] + (sign * part[i]));
        }
    }

    /// <summary>The objective, scaled as Harmony reports it, from the sum of R (dist / sigma + ln R).</summary>
    private double Objective(double sum)
    {
        DenseMatrix<double> expected = Expected();
        double penalty = 0;
        for (int i = 0; i < expected.Values.Length; i++)
            penalty += Observed.Values[i] * Math.Log((Observed.Values[i] + expected.Values[i] + 1) / ((2 * expected.Values[i]) + 1));
        return 2000.0 / lots.Length * parameters.Sigma * (sum + (parameters.Theta * penalty));
    }

    private void ForParts(int count, Action<int, int, int> body) =>
        device.ForEach((count + Part - 1) / Part, p => body(p, p * Part, Math.Min(count, (p + 1) * Part)));
}
