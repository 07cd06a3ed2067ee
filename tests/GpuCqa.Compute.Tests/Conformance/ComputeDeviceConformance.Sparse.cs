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
