using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Leading eigenpairs of a Gram matrix with a spectrum like that of scaled gene expression: a few large values, then a slow decay.</summary>
internal static class EigenCommand
{
    public static void Run(Options options)
    {
        int n = options.Number("genes", 2000), leading = options.Number("leading", 50), cells = options.Number("cells", 2700);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        DenseMatrix<double> gram = options.Text("read") is { } file ? Read(file, n) : Gram(device, cells, n, (ulong)options.Number("seed", 1));
        if (options.Text("write") is { } target)
        {
            File.WriteAllBytes(target, MemoryMarshal.AsBytes<double>(gram.Values));
            return;
        }

        EigenPairs pairs = Timing.Repeat($"eigen {n} x {n}, leading {leading}", options.Number("repeat", 3), () => device.SymmetricEigen(gram, leading, 42));
        DenseMatrix<double> image = device.Gemm(gram, pairs.Vectors);
        double worst = 0;
        for (int p = 0; p < leading; p++)
        {
            double squares = 0;
            for (int i = 0; i < n; i++) squares += Math.Pow(image[i, p] - (pairs.Values[p] * pairs.Vectors[i, p]), 2);
            worst = Math.Max(worst, Math.Sqrt(squares) / pairs.Values[0]);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"eigenvalues {pairs.Values[0]:G6} .. {pairs.Values[^1]:G6}, largest residual {worst:E2} of the first"));
    }

    private static DenseMatrix<double> Read(string file, int n) => new(n, n, MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(file)).ToArray());

    private static DenseMatrix<double> Gram(CpuDevice device, int cells, int genes, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var data = new DenseMatrix<double>(cells, genes);
        const int factors = 20;
        var loadings = new DenseMatrix<double>(factors, genes);
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] = random.NextNormal() * 0.25 / (1 + (0.3 * (i / genes)));
        var score = new double[factors];
        for (int c = 0; c < cells; c++)
        {
            for (int f = 0; f < factors; f++) score[f] = random.NextNormal();
            for (int g = 0; g < genes; g++)
            {
                double x = random.NextNormal();
                for (int f = 0; f < factors; f++) x += score[f] * loadings[f, g];
                data[c, g] = x;
            }
        }

        return device.Gemm(data, data, transposeLeft: true);
    }
}
