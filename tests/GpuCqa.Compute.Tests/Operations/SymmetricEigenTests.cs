using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class SymmetricEigenTests
{
    public static TheoryData<string> Devices => ["reference", "scalar", "best"];

    [Theory]
    [MemberData(nameof(Devices))]
    public void SymmetricEigen_KnownSpectrum_IsFound(string device)
    {
        double[] spectrum = [9, 5, 4.5, 1, 0.25, 0, -0.5, -2];
        Check(Open(device), WithSpectrum(spectrum, 31), spectrum, 8);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void SymmetricEigen_DegenerateEigenvalues_AllCopiesAreFound(string device)
    {
        double[] spectrum = [7, 3, 3, 3, 3, 1, 1, 0, 0, 0];
        Check(Open(device), WithSpectrum(spectrum, 32), spectrum, 7);
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("best")]
    public void SymmetricEigen_LargeMatrix_LeadingPairsAreFound(string device)
    {
        double[] spectrum = Enumerable.Range(0, 420).Select(i => 100 / (1.0 + i)).ToArray();
        Check(Open(device), WithSpectrum(spectrum, 33), spectrum, 20);
    }

    [Fact]
    public void SymmetricEigen_TwentyCopies_AllAreFound()
    {
        double[] spectrum = [9, 8, .. Enumerable.Repeat(5.0, 20), .. Enumerable.Range(0, 400).Select(i => 4 - (0.01 * i))];
        Check(Open("best"), WithSpectrum(spectrum, 34), spectrum, 25);
    }

    [Fact]
    public void SymmetricEigen_RankDeficient_ZerosFollow()
    {
        double[] spectrum = [.. Enumerable.Range(0, 12).Select(i => 12.0 - i), .. new double[430]];
        Check(Open("best"), WithSpectrum(spectrum, 35), spectrum, 30);
        Check(Open("best"), new DenseMatrix<double>(400, 400), new double[400], 10);
    }

    [Fact]
    public void SymmetricEigen_FewerRowsThanWanted_GivesAll()
    {
        EigenPairs pairs = Open("best").SymmetricEigen(WithSpectrum([3, 2, 1], 36), 50, 1);
        Assert.Equal(3, pairs.Values.Length);
        Assert.Equal(3, pairs.Vectors.Columns);
    }

    [Fact]
    public void SymmetricEigen_ThreadsAndSeeds_BitsAndValuesHold()
    {
        DenseMatrix<double> matrix = WithSpectrum(Enumerable.Range(0, 450).Select(i => 50 * Math.Pow(0.97, i)).ToArray(), 37);
        EigenPairs one = new CpuDevice(1).SymmetricEigen(matrix, 20, 5), two = new CpuDevice(2).SymmetricEigen(matrix, 20, 5), other = new CpuDevice(2).SymmetricEigen(matrix, 20, 6);
        Assert.Equal(one.Values, two.Values);
        Assert.Equal(one.Vectors.Values, two.Vectors.Values);
        for (int i = 0; i < one.Vectors.Values.Length; i++) Close.Relative(one.Vectors.Values[i], other.Vectors.Values[i], floor: 1e-7);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(61)]
    [InlineData(450)]
    public void SymmetricEigen_AnyVectorWidth_SameBits(int n)
    {
        DenseMatrix<double> matrix = TestMatrices.Symmetric(n, 39);
        EigenPairs best = new CpuDevice(2).SymmetricEigen(matrix, 20, 5);
        foreach (VectorWidth width in new[] { VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128, VectorWidth.Scalar })
        {
            EigenPairs other = new CpuDevice(3, width).SymmetricEigen(matrix, 20, 5);
            Assert.Equal(best.Values, other.Values);
            Assert.Equal(best.Vectors.Values, other.Vectors.Values);
        }
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("best")]
    public void SymmetricEigen_ClustersAndGaps_PairsAreFound(string device)
    {
        // Clusters of rounding, of a millionth and of a thousandth of the norm, and gaps at the edge of what is kept orthogonal explicitly.
        double[] spectrum = [.. Enumerable.Range(0, 300).Select(i => (i / 30) switch
        {
            0 => 1.0,
            1 => 0.9 + (1e-16 * i),
            2 => 0.8 + (1e-12 * i),
            3 => 0.7 + (1e-6 * i),
            4 => 0.6 + (1e-4 * i),
            5 => 0.0101 * (i % 30),
            6 => 0.0099 * (i % 30),
            7 => -1e-10 * i,
            8 => 1e-14 * i,
            _ => 0.5,
        })];
        Check(Open(device), WithSpectrum(spectrum, 40), spectrum, 300);
        Check(Open(device), WithSpectrum(spectrum, 41), spectrum, 70);
    }

    [Fact]
    public void SymmetricEigen_All_AgreesWithTheReference() => Seeds.Each(seed =>
    {
        DenseMatrix<double> matrix = TestMatrices.Symmetric(170, seed);
        EigenPairs expected = Open("reference").SymmetricEigen(matrix, 170, 1), found = Open("best").SymmetricEigen(matrix, 170, 1);
        double scale = expected.Values.Max(Math.Abs);
        for (int p = 0; p < 170; p++) Close.Relative(expected.Values[p], found.Values[p], floor: 1e-13 * scale);
    });

    [Fact]
    public void SymmetricEigen_Signs_LargestEntryIsPositive()
    {
        EigenPairs pairs = Open("best").SymmetricEigen(TestMatrices.Symmetric(30, 38), 30, 1);
        for (int p = 0; p < 30; p++)
        {
            double[] column = Enumerable.Range(0, 30).Select(i => pairs.Vectors[i, p]).ToArray();
            Assert.True(column.MaxBy(Math.Abs) > 0);
        }
    }

    [Fact]
    public void SymmetricEigen_NotFinite_Throws()
    {
        var matrix = new DenseMatrix<double>(2, 2, [1, double.NaN, double.NaN, 1]);
        Assert.Throws<ArgumentException>(() => Open("best").SymmetricEigen(matrix, 1, 1));
    }

    internal static ComputeDevice Open(string name) => name switch
    {
        "reference" => new ReferenceDevice(),
        "scalar" => new CpuDevice(2, VectorWidth.Scalar),
        _ => new CpuDevice(2),
    };

    /// <summary>H diag(spectrum) H with a few random reflections.</summary>
    private static DenseMatrix<double> WithSpectrum(double[] spectrum, ulong seed)
    {
        int n = spectrum.Length;
        var matrix = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++) matrix[i, i] = spectrum[i];
        for (int reflection = 0; reflection < 3; reflection++)
        {
            double[] v = TestMatrices.Dense(1, n, seed + (ulong)reflection).Values;
            double length = Math.Sqrt(v.Sum(x => x * x));
            for (int i = 0; i < n; i++) v[i] /= length;
            var image = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) image[i] += matrix[i, j] * v[j];
            }

            double inner = image.Zip(v, (a, b) => a * b).Sum();
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) matrix[i, j] += (4 * inner * v[i] * v[j]) - (2 * v[i] * image[j]) - (2 * image[i] * v[j]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) matrix[i, j] = matrix[j, i];
        }

        return matrix;
    }

    private static void Check(ComputeDevice device, DenseMatrix<double> matrix, double[] spectrum, int leading)
    {
        using ComputeDevice owned = device;
        EigenPairs pairs = device.SymmetricEigen(matrix, leading, 1);
        double scale = Math.Max(1, spectrum.Max(Math.Abs));
        double[] expected = [.. spectrum.OrderDescending().Take(leading)];
        for (int p = 0; p < leading; p++)
        {
            Close.Relative(expected[p], pairs.Values[p], floor: 1e-12 * scale);
            double residual = 0;
            for (int i = 0; i < matrix.Rows; i++)
            {
                double sum = 0;
                for (int j = 0; j < matrix.Rows; j++) sum += matrix[i, j] * pairs.Vectors[j, p];
                residual += Math.Pow(sum - (pairs.Values[p] * pairs.Vectors[i, p]), 2);
            }

            Assert.True(Math.Sqrt(residual) <= 1e-12 * scale, $"pair {p}: residual {Math.Sqrt(residual)}");
            for (int q = 0; q <= p; q++)
            {
                double inner = 0;
                for (int i = 0; i < matrix.Rows; i++) inner += pairs.Vectors[i, p] * pairs.Vectors[i, q];
                Close.Relative(p == q ? 1 : 0, inner, 1e-12, floor: 1e-12);
            }
        }
    }
}
