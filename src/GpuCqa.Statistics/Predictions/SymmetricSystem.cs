namespace GpuCqa.Statistics;

/// <summary>A small positive definite system by Cholesky, in the order of its rows: the same bits everywhere.</summary>
public sealed class SymmetricSystem
{
    private readonly double[][] lower;

    private SymmetricSystem(double[][] lower) => this.lower = lower;

    /// <summary>Factors a matrix in its own storage.</summary>
    /// <param name="matrix">n x n, symmetric positive definite; the lower part is read and overwritten.</param>
    public static SymmetricSystem Factor(double[][] matrix)
    {
        for (int i = 0; i < matrix.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) sum -= matrix[i][k] * matrix[j][k];
                matrix[i][j] = i == j ? Math.Sqrt(sum) : sum / matrix[j][j];
            }
        }

        return new SymmetricSystem(matrix);
    }

    /// <summary>The solution for a right side.</summary>
    public double[] Solve(double[] right)
    {
        int n = lower.Length;
        double[] x = (double[])right.Clone();
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
            x[i] /= lower[i][i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) x[i] -= lower[k][i] * x[k];
            x[i] /= lower[i][i];
        }

        return x;
    }
}
