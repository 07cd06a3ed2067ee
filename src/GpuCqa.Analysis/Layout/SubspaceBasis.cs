using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Layout;

/// <summary>A few columns over all cells, the first of them fixed, kept orthonormal and turned to the eigenvectors of an operator within their span.</summary>
/// <remarks>Sums run over fixed blocks of cells in float64.</remarks>
internal sealed class SubspaceBasis(ComputeDevice device, int cells, int width)
{
    /// <summary>cells x width, row-major, float64.</summary>
    public double[] Values { get; private set; } = new double[checked(cells * width)];

    /// <summary>Takes other columns.</summary>
    public void Take(double[] values) => Values = values;

    /// <summary>Gram-Schmidt on whole blocks, each column twice against all columns before it.</summary>
    public void Orthonormalize()
    {
        for (int column = 0; column < width; column++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                double[] products = Products(Values, Values, column);
                Subtract(column, products);
                double scale = 1 / Math.Sqrt(Products(Values, Values, column)[column]);
                int c = column;
                CellBlocks.Run(device, cells, (first, last) =>
                {
                    for (int i = first; i < last; i++) Values[(i * width) + c] *= scale;
                });
            }
        }
    }

    /// <summary>Turns all columns but the first to the eigenvectors of the operator within their span, largest eigenvalue first.</summary>
    /// <param name="image">The operator applied to the columns.</param>
    /// <returns>Eigenvalues, and the norms of operator times vector minus eigenvalue times vector.</returns>
    public (double[] Values, double[] Residuals) Rotate(double[] image)
    {
        int free = width - 1;
        var projected = new DenseMatrix<double>(free, free);
        for (int c = 1; c < width; c++)
        {
            double[] products = Products(Values, image, c, all: true);
            for (int r = 1; r < width; r++) projected[r - 1, c - 1] = products[r];
        }

        for (int r = 0; r < free; r++)
        {
            for (int c = 0; c < r; c++) projected[r, c] = projected[c, r] = (projected[r, c] + projected[c, r]) / 2;
        }

        EigenPairs pairs = device.SymmetricEigen(projected, free, 0);
        double[] residuals = CellBlocks.Sum(device, cells, free, (first, last, sum) =>
        {
            Span<double> turned = stackalloc double[free];
            for (int i = first; i < last; i++)
            {
                Span<double> row = Values.AsSpan((i * width) + 1, free);
                ReadOnlySpan<double> other = image.AsSpan((i * width) + 1, free);
                for (int v = 0; v < free; v++)
                {
                    double x = 0, y = 0;
                    for (int c = 0; c < free; c++)
                    {
                        x += row[c] * pairs.Vectors[c, v];
                        y += other[c] * pairs.Vectors[c, v];
                    }

                    turned[v] = x;
                    double rest = y - (pairs.Values[v] * x);
                    sum[v] += rest * rest;
                }

                turned.CopyTo(row);
            }
        });
        return (pairs.Values, residuals.Select(Math.Sqrt).ToArray());
    }

    /// <summary>Some columns as a matrix, each with its largest |entry| positive.</summary>
    public DenseMatrix<double> Columns(int first, int count)
    {
        var result = new DenseMatrix<double>(cells, count);
        for (int c = 0; c < count; c++)
        {
            double largest = 0;
            for (int i = 0; i < cells; i++)
            {
                double value = Values[(i * width) + first + c];
                if (Math.Abs(value) > Math.Abs(largest)) largest = value;
            }

            for (int i = 0; i < cells; i++) result[i, c] = Values[(i * width) + first + c] * (largest < 0 ? -1 : 1);
        }

        return result;
    }

    /// <summary>Products of one column of the right with the columns of the left up to it, or with all.</summary>
    private double[] Products(double[] left, double[] right, int column, bool all = false) => CellBlocks.Sum(device, cells, width, (first, last, sum) =>
    {
        int columns = all ? width : column + 1;
        for (int i = first; i < last; i++)
        {
            double value = right[(i * width) + column];
            ReadOnlySpan<double> row = left.AsSpan(i * width, columns);
            for (int c = 0; c < row.Length; c++) sum[c] += row[c] * value;
        }
    });

    private void Subtract(int column, double[] products) => CellBlocks.Run(device, cells, (first, last) =>
    {
        for (int i = first; i < last; i++)
        {
            Span<double> row = Values.AsSpan(i * width, column + 1);
            double sum = 0;
            for (int c = 0; c < column; c++) sum += products[c] * row[c];
            row[column] -= sum;
        }
    });
}
