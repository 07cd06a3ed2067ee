using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Gram matrices of blocks of cells and their merge.</summary>
internal static class GramCommand
{
    public static void Run(Options options)
    {
        int rows = options.Number("rows", 4096), genes = options.Number("genes", 2000), blocks = options.Number("blocks", 4);
        double density = options.Real("density", 0.1);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        DeviceCsr<double> block = device.Upload(Block(rows, genes, density));
        Timing.Repeat($"gram {blocks} blocks of {rows} x {genes}, density {density}", options.Number("repeat", 3), () =>
        {
            var tree = new BlockTree<GramBlock>((a, b) => a.MergeInPlace(b));
            for (int b = 0; b < blocks; b++) tree.Add(device.Gram(block));
            return tree.Finish();
        });
        DenseMatrix<double> loadings = new(genes, 50);
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] = i % 17;
        Timing.Repeat("project on 50", options.Number("repeat", 3), () => device.Project(block, loadings, new double[50]));
    }

    private static CsrMatrix<double> Block(int rows, int genes, double density)
    {
        var random = new Philox(1, RandomPurpose.Test);
        var offsets = new long[rows + 1];
        var indices = new List<int>();
        var values = new List<double>();
        // Genes differ in how often they are seen, as real ones do: a few in most cells, most in few.
        double[] share = Enumerable.Range(0, genes).Select(g => Math.Min(0.95, density * 0.5 / Math.Sqrt((((g * 7919L) % genes) + 1.0) / genes))).ToArray();
        for (int r = 0; r < rows; r++)
        {
            for (int g = 0; g < genes; g++)
            {
                if (random.NextDouble() >= share[g]) continue;
                indices.Add(g);
                values.Add(random.NextDouble() * 5);
            }

            offsets[r + 1] = indices.Count;
        }

        return new CsrMatrix<double>(rows, genes, offsets, [.. indices], [.. values]);
    }
}
