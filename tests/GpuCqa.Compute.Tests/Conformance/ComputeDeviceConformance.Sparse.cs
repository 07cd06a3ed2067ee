using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void RowStatistics_RaggedCounts_AreExact(int size)
    {
        CsrMatrix<float> counts = TestMatrices.Counts(size, 37, 0.3, 2);
        bool[] marked = Enumerable.Range(0, 37).Select(c => c % 3 == 0).ToArray();
        Conforms(d => Flat(d.RowStatistics(d.Upload(counts), marked)), 0);
        Conforms(d => Flat(d.RowStatistics(d.Upload(counts), null)), 0);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ColumnMoments_RaggedCounts_AreExact(int size)
    {
        foreach ((int rows, int columns) in new[] { (size, 19), (23, size) })
        {
            CsrMatrix<float> counts = TestMatrices.Counts(rows, columns, 0.3, 3);
            Conforms(d => Flat(d.ColumnMoments(d.Upload(counts))), 0);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ColumnMoments_RealValues_AgreeTo1e12(int size)
    {
        CsrMatrix<double> values = TestMatrices.Values(size, 19, 0.3, 4);
        Conforms(d => Flat(d.ColumnMoments(d.Upload(values))), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ClippedSquares_RaggedCounts_AgreeTo1e12(int size)
    {
        CsrMatrix<float> counts = TestMatrices.Counts(size, 29, 0.3, 5);
        double[] means = Enumerable.Range(0, 29).Select(c => 0.1 * c).ToArray();
        double[] deviations = Enumerable.Range(0, 29).Select(c => c % 7 == 0 ? 0 : 0.5 + (0.1 * c)).ToArray();
        Conforms(d => d.ClippedSquares(d.Upload(counts), means, deviations, 6.5), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LogNormalize_RaggedCounts_AgreeToTwoUlp(int size)
    {
        CsrMatrix<float> counts = TestMatrices.Counts(size, 41, 0.4, 6);
        double[] totals = Enumerable.Range(0, size).Select(r => 1.0 + counts.RowValues(r).ToArray().Sum()).ToArray();
        int[] rising = Enumerable.Range(0, 41).Select(c => c % 2 == 0 ? c / 2 : -1).ToArray();
        int[] falling = Enumerable.Range(0, 41).Select(c => c % 3 == 0 ? -1 : 50 - c).ToArray();
        Conforms(d => Flat(d, d.LogNormalize(d.Upload(counts), totals, 10_000, null, 41)), 4e-16);
        Conforms(d => Flat(d, d.LogNormalize(d.Upload(counts), totals, 10_000, rising, 21)), 4e-16);
        Conforms(d => Flat(d, d.LogNormalize(d.Upload(counts), totals, 10_000, falling, 51)), 4e-16);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ScaleSparsePart_RaggedValues_AgreeToTwoUlp(int size)
    {
        CsrMatrix<double> values = TestMatrices.Values(size, 31, 0.4, 7);
        double[] means = Enumerable.Range(0, 31).Select(c => 0.05 * c).ToArray();
        double[] deviations = Enumerable.Range(0, 31).Select(c => c % 6 == 0 ? 0 : 0.02 * c).ToArray();
        Conforms(d => Flat(d, d.ScaleSparsePart(d.Upload(values), means, deviations, 10)), 4e-16);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gram_SparseAndDenseBlocks_AgreeTo1e12(int size)
    {
        foreach ((int rows, int columns, double density) in new[] { (size, 21, 0.1), (33, size, 0.05), (size, 34, 0.9), (40, Math.Min(size, 130), 0.9) })
        {
            CsrMatrix<double> block = TestMatrices.Values(rows, columns, density, 8);
            double[] squares = new ReferenceDevice() is var oracle ? oracle.ColumnMoments(oracle.Upload(block)).SquareSums : [];
            double[] scale = [.. from a in squares from b in squares select Math.Sqrt(a * b), .. squares.Select(s => Math.Sqrt(s * rows)), rows];
            Conforms(d => Flat(d.Gram(d.Upload(block))), 1e-12, scale);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Project_RaggedValues_AgreeToOneFloatUlp(int size)
    {
        CsrMatrix<double> block = TestMatrices.Values(size, 57, 0.3, 9);
        foreach (int components in new[] { 1, 7, 8, 16, 17, 50 })
        {
            DenseMatrix<double> loadings = TestMatrices.Dense(57, components, 10);
            double[] offset = TestMatrices.Dense(1, components, 11).Values;
            Conforms(d => Array.ConvertAll(d.Download(d.Project(d.Upload(block), loadings, offset)).Values, x => (double)x), 1.2e-7);
        }
    }

    [Fact]
    public void ColumnMoments_ManyColumns_AreExact()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(150, 6500, 0.02, 20);
        Conforms(d => Flat(d.ColumnMoments(d.Upload(counts))), 0);
    }

    [Fact]
    public void ColumnMoments_CountsThatAreNoSmallIntegers_AgreeTo1e12()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(70, 23, 0.4, 21);
        foreach (Func<float, float> change in new Func<float, float>[] { x => x * 0.3f, x => -x, x => x * 3e6f, x => x * 1e-20f, x => x > 5 ? x * 1e9f : x * 1e-9f })
        {
            CsrMatrix<float> changed = Changed(counts, change);
            double[] scale = Flat(reference.ColumnMoments(reference.Upload(Changed(changed, Math.Abs)))).ToArray();
            Conforms(d => Flat(d.ColumnMoments(d.Upload(changed))), 1e-12, scale);
        }
    }

    [Fact]
    public void ColumnMoments_NotFinite_AreNotFinite()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(20, 5, 0.5, 22);
        counts.Values[3] = float.PositiveInfinity;
        counts.Values[11] = float.NaN;
        Conforms(d => Flat(d.ColumnMoments(d.Upload(counts))), 1e-12);
    }

    [Fact]
    public void ColumnMoments_SmallBesideLargeMagnitudes_AgreeTo1e12()
    {
        CsrMatrix<double> values = TestMatrices.Values(200, 9, 0.5, 23);
        for (int i = 0; i < values.Values.Length; i++) values.Values[i] *= Math.Pow(10, (values.ColumnIndices[i] * 4) - 16 - (i % 7));
        Conforms(d => Flat(d.ColumnMoments(d.Upload(values))), 1e-12);
    }

    [Fact]
    public void ClippedSquares_MeansBesideTheCounts_AgreeTo1e12()
    {
        CsrMatrix<float> ones = Changed(TestMatrices.Counts(90, 12, 0.5, 24), x => x == 0 ? 0 : 1);
        double[] means = [0, 1, 1 + 1e-9, 0.5, 1.5, 1e-12, 1 - 1e-13, 3, 1000, 0.25, 0.999, 1];
        double[] deviations = Enumerable.Range(0, 12).Select(c => 0.01 * (c + 1)).ToArray();
        foreach (double cap in new[] { 3.0, 1e9, 0.5 }) Conforms(d => d.ClippedSquares(d.Upload(ones), means, deviations, cap), 1e-12);
    }

    [Fact]
    public void ClippedSquares_CountsThatAreNoIntegers_AgreeTo1e12()
    {
        CsrMatrix<float> counts = Changed(TestMatrices.Counts(90, 12, 0.5, 25), x => x * 0.37f);
        double[] means = Enumerable.Range(0, 12).Select(c => 0.3 * c).ToArray(), deviations = Enumerable.Range(0, 12).Select(c => c % 5 == 0 ? 0 : 0.4 * c).ToArray();
        Conforms(d => d.ClippedSquares(d.Upload(counts), means, deviations, 2.5), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LogNormalize_NoStoredZeros_AgreesToTwoUlp(int size)
    {
        CsrMatrix<float> counts = Changed(TestMatrices.Counts(size, 71, 0.4, 26), x => x == 0 ? 40.5f : x);
        double[] totals = Enumerable.Range(0, size).Select(r => 0.5 + counts.RowValues(r).ToArray().Sum()).ToArray();
        Conforms(d => Flat(d, d.LogNormalize(d.Upload(counts), totals, 10_000, null, 71)), 4e-16);
    }

    [Fact]
    public void LogNormalize_CountsWithoutTotal_ThrowsAndNamesTheFirstCell()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(12, 9, 0.6, 27);
        double[] totals = Enumerable.Repeat(5.0, 12).ToArray();
        (totals[7], totals[9]) = (0, double.NaN);
        foreach (int[]? map in new[] { null, Enumerable.Range(0, 9).ToArray() })
        {
            var error = Assert.Throws<ArgumentException>(() => OneThread.LogNormalize(OneThread.Upload(counts), totals, 1e4, map, 9));
            Assert.Contains("Cell 7 ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, 3, "another column")]
    [InlineData(2, 5, "beyond the 5 columns")]
    public void LogNormalize_MapThatIsNone_Throws(int column, int place, string finding)
    {
        CsrMatrix<float> counts = TestMatrices.Counts(3, 4, 0.6, 28);
        int[] map = [0, 3, -1, 4];
        map[column] = place;
        var error = Assert.Throws<ArgumentException>(() => OneThread.LogNormalize(OneThread.Upload(counts), [1, 1, 1], 1e4, map, 5));
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GramSum_BlocksInTurn_AgreesWithTheWhole()
    {
        foreach (int columns in new[] { 1, 20, 130 })
        {
            CsrMatrix<double>[] parts = [.. new[] { 70, 1, 0, 129, 64 }.Select((rows, i) => TestMatrices.Values(rows, columns, 0.3, 30 + (ulong)i))];
            double[] squares = parts.Select(p => reference.ColumnMoments(reference.Upload(p)).SquareSums).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
            double[] scale = [.. from a in squares from b in squares select Math.Sqrt(a * b), .. squares.Select(s => Math.Sqrt(s * 264)), 264];
            Conforms(d => Flat(d.GramSum(columns, parts.Select(p => d.Upload(p)))), 1e-12, scale);
        }

        Conforms(d => Flat(d.GramSum(3, [])), 0);
    }

    [Fact]
    public void ColumnMomentsSum_BlocksInTurn_AgreesWithTheWhole()
    {
        CsrMatrix<float>[] parts = [.. new[] { 70, 1, 0, 129 }.Select((rows, i) => TestMatrices.Counts(rows, 31, 0.3, 40 + (ulong)i))];
        Conforms(d => Flat(d.ColumnMomentsSum(31, parts.Select(p => d.Upload(p)))), 0);
        Conforms(d => Flat(d.ColumnMomentsSum(31, parts.Select(p => d.Upload(Changed(p, x => x * 0.37f))))), 1e-12);
        Conforms(d => Flat(d.ColumnMomentsSum(31, [])), 0);
        double[] means = Enumerable.Range(0, 31).Select(c => 0.1 * c).ToArray(), deviations = Enumerable.Range(0, 31).Select(c => c % 7 == 0 ? 0 : 0.5 + (0.1 * c)).ToArray();
        Conforms(d => d.ClippedSquaresSum(parts.Select(p => d.Upload(p)), means, deviations, 6.5), 1e-12);
        Conforms(d => d.ClippedSquaresSum(parts.Select(p => d.Upload(Changed(p, x => x * 0.37f))), means, deviations, 6.5), 1e-12);
    }

    private static CsrMatrix<float> Changed(CsrMatrix<float> counts, Func<float, float> change) =>
        new(counts.Rows, counts.Columns, counts.RowOffsets, counts.ColumnIndices, Array.ConvertAll(counts.Values, x => change(x)));

    private static IEnumerable<double> Flat(RowStatistics s) => [.. s.Totals, .. s.NonZeros.Select(n => (double)n), .. s.MarkedTotals];

    private static IEnumerable<double> Flat(ColumnMoments m) => [m.Rows, .. m.Sums, .. m.SquareSums, .. m.NonZeros.Select(n => (double)n)];

    private static IEnumerable<double> Flat(GramBlock g) => [.. g.Products.Values, .. g.ColumnSums, g.Rows];

    private static IEnumerable<double> Flat(ComputeDevice device, DeviceCsr<double> matrix)
    {
        CsrMatrix<double> host = device.Download(matrix);
        host.Validate();
        return [host.Rows, host.Columns, .. host.RowOffsets.Select(o => (double)o), .. host.ColumnIndices[..(int)host.NonZeros].Select(c => (double)c), .. host.Values[..(int)host.NonZeros]];
    }
}
