using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

/// <summary>Matrices on which solvers of symmetric eigenproblems stop, overflow or lose orthogonality without a word.</summary>
public class SymmetricEigenExtremesTests
{
    private static readonly int[] Sizes = [1, 2, 3, 17, 64, 200];

    /// <summary>Element (i, j <= i) of an n x n matrix.</summary>
    private static readonly Dictionary<string, Func<int, Func<int, int, double>>> Kinds = new()
    {
        ["zero"] = n => (i, j) => 0,
        ["identity"] = n => (i, j) => i == j ? 1 : 0,
        ["diagonal"] = n => (i, j) => i == j ? (i % 5) - 2 : 0,
        // What is left beside the one eigenvalue decays below the smallest normal double.
        ["ones"] = n => (i, j) => 1,
        ["Wilkinson"] = n => (i, j) => i == j ? Math.Abs(i - ((n - 1) / 2.0)) : i - j == 1 ? 1 : 0,
        // Pairs that agree to rounding, each as often as there are copies, and couplings too large to drop (Demmel, Dhillon and Ren).
        ["glued Wilkinson"] = n => (i, j) => i == j ? Math.Abs((i % 21) - 10) : i - j != 1 ? 0 : i % 21 == 0 ? 1e-8 : 1,
        ["second differences"] = n => (i, j) => i == j ? 2 : i - j == 1 ? -1 : 0,
        ["no diagonal"] = n => (i, j) => i - j == 1 ? 1e-160 : 0,
        ["one large, pairs of tiny"] = n => (i, j) => i == n - 1 ? (j == i ? 1 : 0) : i / 2 == j / 2 && i != j ? 1e-200 : 0,
        ["graded down"] = n => (i, j) => Math.Pow(10, -300.0 * i / Math.Max(1, n - 1)),
        ["graded up"] = n => (i, j) => Math.Pow(10, -300.0 * (n - 1 - j) / Math.Max(1, n - 1)),
        ["graded over all doubles"] = n => (i, j) => Math.Pow(10, 300 - (600.0 * i / Math.Max(1, n - 1))),
        ["graded on the diagonal"] = n => (i, j) => i == j ? Math.Pow(10, 200 - (400.0 * i / Math.Max(1, n - 1))) : i - j == 1 ? Math.Pow(10, 200 - (400.0 * i / Math.Max(1, n - 1))) : 0,
        ["alternating"] = n => (i, j) => i == j ? (i % 2 == 0 ? 1 : -1) : i - j == 1 ? 1e-9 : 0,
        ["negative zeros"] = n => (i, j) => i - j == 2 ? 1 : -0.0,
        ["huge"] = n => Random(n, 1e300),
        ["small"] = n => Random(n, 1e-300),
        ["equal but for rounding"] = n => Random(n, 1e-16, identity: 1),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string device in (string[])["reference", "scalar", "best"]) foreach (string kind in Kinds.Keys) cases.Add(device, kind);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SymmetricEigen_AwkwardMatrix_ResidualAndOrthogonalityHold(string device, string kind)
    {
        foreach (int n in Sizes) Check(device, Build(n, Kinds[kind](n)), n, $"{kind}, {n} x {n}");
        // Large enough for several panels and parts.
        if (device == "best") Check(device, Build(420, Kinds[kind](420)), kind == "glued Wilkinson" ? 420 : 20, $"{kind}, 420 x 420");
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("scalar")]
    [InlineData("best")]
    public void SymmetricEigen_RankBelowSize_Converges(string device) => Seeds.Each(seed =>
    {
        Philox random = TestMatrices.Stream(seed);
        for (int round = 0; round < 6; round++)
        {
            int n = 100 + random.NextInt32(120), rank = 1 + random.NextInt32(n);
            Check(device, LowRank(n, rank, seed + (ulong)round), n, $"rank {rank} of {n}");
        }

        // As principal components of some lots of ten cells ask for it: most of 2,000 genes' directions hold nothing.
        if (device == "best") Check(device, LowRank(700, 20 + random.NextInt32(100), seed), 50, "few cells");
    });

    [Fact]
    public void SymmetricEigen_NoRows_NoPairs()
    {
        foreach (string device in (string[])["reference", "best"])
        {
            EigenPairs pairs = SymmetricEigenTests.Open(device).SymmetricEigen(new DenseMatrix<double>(0, 0), 3, 1);
            Assert.Equal((0, 0, 0), (pairs.Values.Length, pairs.Vectors.Rows, pairs.Vectors.Columns));
        }
    }

    private static Func<int, int, double> Random(int n, double scale, double identity = 0)
    {
        double[] values = TestMatrices.Dense(n, n, 91).Values;
        return (i, j) => (scale * values[(i * n) + j]) + (i == j ? identity : 0);
    }

    private static DenseMatrix<double> Build(int n, Func<int, int, double> element)
    {
        var matrix = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = element(i, j);
        }

        return matrix;
    }

    private static DenseMatrix<double> LowRank(int n, int rank, ulong seed)
    {
        DenseMatrix<double> x = TestMatrices.Dense(n, rank, seed);
        return Build(n, (i, j) => Inner(x.Row(i), x.Row(j)));
    }

    private static double Inner(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>A V - V L against the largest eigenvalue, V'V against I, and the order of the values; in units in which the largest element is about 1.</summary>
    private static void Check(string name, DenseMatrix<double> matrix, int leading, string label)
    {
        using ComputeDevice device = SymmetricEigenTests.Open(name);
        EigenPairs pairs = device.SymmetricEigen(matrix, leading, 1);
        int n = matrix.Rows;
        double largest = matrix.Values.Max(Math.Abs);
        int exponent = largest > 0 ? Math.ILogB(largest) : 0;
        DenseMatrix<double> unit = Build(n, (i, j) => Math.ScaleB(matrix[i, j], -exponent));
        double[] values = [.. pairs.Values.Select(v => Math.ScaleB(v, -exponent))];
        double[][] vectors = [.. Enumerable.Range(0, leading).Select(p => Enumerable.Range(0, n).Select(i => pairs.Vectors[i, p]).ToArray())];
        // The largest element bounds the spectral norm from below, as does each eigenvalue.
        double norm = values.Append(1).Max(Math.Abs);
        for (int p = 0; p < leading; p++)
        {
            double residual = 0;
            for (int i = 0; i < n; i++) residual = double.Hypot(residual, Inner(unit.Row(i), vectors[p]) - (values[p] * vectors[p][i]));
            Assert.True(residual <= 1e-12 * norm, $"{label}, pair {p}: residual {residual}");
            if (p > 0) Assert.True(values[p] <= values[p - 1], $"{label}, pair {p}: {values[p]} follows {values[p - 1]}");
            for (int q = 0; q <= p; q++) Close.Relative(p == q ? 1 : 0, Inner(vectors[p], vectors[q]), 1e-12, floor: 1e-12, label: $"{label}, vectors {p} and {q}");
        }

        if (leading == n) Close.Relative(Enumerable.Range(0, n).Sum(i => unit[i, i]), values.Sum(), floor: 1e-12 * n * n, label: $"{label}, trace");
    }
}
