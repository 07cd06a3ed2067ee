using GpuCqa.Analysis.Anchors;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

/// <summary>Canonical correlation against the decomposition of the cells x cells matrix itself, for either side being the smaller and for fewer cells than genes.</summary>
public class CanonicalCorrelationTests
{
    private static readonly CpuDevice Device = new(2);

    [Theory]
    [InlineData(60, 90, 25)]
    [InlineData(90, 60, 25)]
    [InlineData(20, 35, 60)]
    [InlineData(35, 20, 60)]
    public void Fit_RandomValues_IsTheDecompositionOfTheProduct(int references, int queries, int genes) => Seeds.Each(seed =>
    {
        CsrMatrix<float> first = Values(references, genes, seed, 1), second = Values(queries, genes, seed, 2);
        CanonicalSpace found = CanonicalCorrelation.Fit(Device, new ExpressionTable(first, null, 1), new ExpressionTable(second, null, 1), [.. Enumerable.Range(0, genes)], 6, CancellationToken.None);
        DenseMatrix<double> product = Device.Gemm(Transposed(Standardized(first, found.Genes)), Transposed(Standardized(second, found.Genes)), transposeLeft: true);
        EigenPairs pairs = Device.SymmetricEigen(Device.Gemm(product, product, transposeLeft: true), 6, 1);
        Close.Relative(pairs.Values.Select(v => Math.Sqrt(v)), found.SingularValues, 1e-9);

        // M V = U S and M' U = V S, with orthonormal columns, determine both up to sign, which the first reference cell fixes.
        double scale = found.SingularValues[0];
        Equal(Device.Gemm(product, found.Query), Scaled(found.Reference, found.SingularValues), 1e-9 * scale);
        Equal(Device.Gemm(product, found.Reference, transposeLeft: true), Scaled(found.Query, found.SingularValues), 1e-9 * scale);
        Equal(Device.Gemm(found.Reference, found.Reference, transposeLeft: true), Identity(6), 1e-10);
        Equal(Device.Gemm(found.Query, found.Query, transposeLeft: true), Identity(6), 1e-10);
        Assert.All(Enumerable.Range(0, 6), d => Assert.True(found.Reference[0, d] >= 0));
        Assert.DoesNotContain(3, found.Genes);
    });

    [Fact]
    public void Fit_FewerGenesThanDimensions_SaysWhatIsNeeded()
    {
        CsrMatrix<float> values = Values(30, 7, 1, 1);
        var error = Assert.Throws<PreconditionException>(() =>
            CanonicalCorrelation.Fit(Device, new ExpressionTable(values, null, 1), new ExpressionTable(values, null, 1), [0, 1, 2, 3, 4, 5, 6], 6, CancellationToken.None));
        Assert.Equal("6 genes vary both in the reference and in the query; canonical correlation in 6 dimensions needs 7.", error.Message);
    }

    [Fact]
    public void Fit_FewerCellsThanDimensions_LeavesTheRestAtZero()
    {
        CanonicalSpace found = CanonicalCorrelation.Fit(
            Device, new ExpressionTable(Values(4, 30, 1, 1), null, 1), new ExpressionTable(Values(40, 30, 1, 2), null, 1), [.. Enumerable.Range(0, 30)], 6, CancellationToken.None);
        // Values scaled over four cells add up to zero over them: rank three.
        Assert.True(found.SingularValues[2] > 0);
        Assert.Equal([0, 0, 0], found.SingularValues[3..]);
        Assert.All(Enumerable.Range(0, 40), c => Assert.Equal(0, found.Query[c, 5]));
        Assert.All(found.Reference.Values.Concat(found.Query.Values), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void PivotedCholesky_RankDeficient_GivesTheMatrixBack() => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var half = new DenseMatrix<double>(23, 9, [.. Enumerable.Range(0, 23 * 9).Select(_ => random.NextDouble() - 0.5)]);
        DenseMatrix<double> matrix = Device.Gemm(half, Transposed(half)), factor = PivotedCholesky.Factor(Device, matrix);
        Assert.Equal(9, factor.Columns);
        Equal(matrix, Device.Gemm(factor, Transposed(factor)), 1e-13);
        Assert.Equal(0, PivotedCholesky.Factor(Device, new DenseMatrix<double>(3, 3)).Columns);
    });

    // Cells of two kinds with shared structure; gene 3 never varies.
    private static CsrMatrix<float> Values(int cells, int genes, ulong seed, ulong side)
    {
        var random = new Philox(seed, RandomPurpose.Test, side);
        var program = new Philox(seed, RandomPurpose.Test, 9);
        double[] profiles = [.. Enumerable.Range(0, 3 * genes).Select(_ => program.NextDouble())];
        var rows = new CsrRowBuffer<float>(genes);
        for (int c = 0; c < cells; c++)
        {
            float[] row = [.. Enumerable.Range(0, genes).Select(g => g == 3 ? 1f : (float)(profiles[(c % 3 * genes) + g] + (0.5 * random.NextDouble())))];
            rows.Append([.. Enumerable.Range(0, genes)], row);
        }

        return rows.Take();
    }

    private static DenseMatrix<double> Standardized(CsrMatrix<float> values, int[] genes)
    {
        var result = new DenseMatrix<double>(values.Rows, genes.Length);
        for (int g = 0; g < genes.Length; g++)
        {
            double[] column = [.. Enumerable.Range(0, values.Rows).Select(c => (double)values.RowValues(c)[genes[g]])];
            double mean = column.Average(), deviation = Math.Sqrt(column.Sum(x => (x - mean) * (x - mean)) / (values.Rows - 1));
            for (int c = 0; c < values.Rows; c++) result[c, g] = Math.Min(10, (column[c] - mean) / deviation);
        }

        for (int c = 0; c < values.Rows; c++)
        {
            double[] row = result.Row(c).ToArray();
            double mean = row.Average(), deviation = Math.Sqrt(row.Sum(x => (x - mean) * (x - mean)) / (row.Length - 1));
            for (int g = 0; g < row.Length; g++) result[c, g] = (row[g] - mean) / deviation;
        }

        return result;
    }

    private static DenseMatrix<double> Transposed(DenseMatrix<double> matrix)
    {
        var result = new DenseMatrix<double>(matrix.Columns, matrix.Rows);
        for (int r = 0; r < matrix.Rows; r++)
        {
            for (int c = 0; c < matrix.Columns; c++) result[c, r] = matrix[r, c];
        }

        return result;
    }

    private static DenseMatrix<double> Scaled(DenseMatrix<double> matrix, double[] by) => new(matrix.Rows, matrix.Columns, [.. matrix.Values.Select((x, i) => x * by[i % by.Length])]);

    private static DenseMatrix<double> Identity(int n) => new(n, n, [.. Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 1.0 : 0.0)]);

    private static void Equal(DenseMatrix<double> expected, DenseMatrix<double> actual, double allowed) => Close.Relative(expected.Values, actual.Values, 0, allowed);
}
