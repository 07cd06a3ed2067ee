namespace GpuCqa.Analysis.Genes;

/// <summary>Least squares with a few columns: unit-norm columns, orthogonal factorization, small singular values dropped.</summary>
internal static class SmallLeastSquares
{
    private const double Tolerance = 100 * 2.220446049250313e-16;

    /// <summary>Minimizes |sum_j columns[j] b_j - response|; columns and response are overwritten.</summary>
    /// <param name="columns">p columns of N values each, p small.</param>
    /// <param name="response">N values.</param>
    /// <returns>p coefficients; directions with a singular value at most 100 eps of the largest get none.</returns>
    /// <remarks>One-sided Jacobi rotations give the singular value decomposition of the column matrix itself, so nothing is squared.</remarks>
    public static double[] Solve(double[][] columns, double[] response)
    {
        int p = columns.Length;
        double[] scale = new double[p];
        for (int j = 0; j < p; j++)
        {
            double norm = Math.Sqrt(Dot(columns[j], columns[j]));
            scale[j] = norm > 0 ? norm : 1;
            for (int i = 0; i < columns[j].Length; i++) columns[j][i] /= scale[j];
        }

        double[,] right = new double[p, p];
        for (int j = 0; j < p; j++) right[j, j] = 1;
        for (int sweep = 0; sweep < 60 && Rotate(columns, right); sweep++) { }

        double[] singular = columns.Select(c => Math.Sqrt(Dot(c, c))).ToArray();
        double cutoff = singular.Max() * Tolerance;
        double[] solution = new double[p];
        for (int k = 0; k < p; k++)
        {
            if (singular[k] <= cutoff) continue;
            double weight = Dot(columns[k], response) / (singular[k] * singular[k]);
            for (int j = 0; j < p; j++) solution[j] += right[j, k] * weight;
        }

        for (int j = 0; j < p; j++) solution[j] /= scale[j];
        return solution;
    }

    private static bool Rotate(double[][] columns, double[,] right)
    {
        int p = columns.Length;
        bool rotated = false;
        for (int a = 0; a < p - 1; a++)
        {
            for (int b = a + 1; b < p; b++)
            {
                double alpha = Dot(columns[a], columns[a]), beta = Dot(columns[b], columns[b]), gamma = Dot(columns[a], columns[b]);
                if (Math.Abs(gamma) <= 1e-16 * Math.Sqrt(alpha * beta)) continue;
                rotated = true;
                double zeta = (beta - alpha) / (2 * gamma);
                double tangent = (zeta >= 0 ? 1.0 : -1.0) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = cosine * tangent;
                for (int i = 0; i < columns[a].Length; i++)
                    (columns[a][i], columns[b][i]) = ((cosine * columns[a][i]) - (sine * columns[b][i]), (sine * columns[a][i]) + (cosine * columns[b][i]));
                for (int i = 0; i < p; i++)
                    (right[i, a], right[i, b]) = ((cosine * right[i, a]) - (sine * right[i, b]), (sine * right[i, a]) + (cosine * right[i, b]));
            }
        }

        return rotated;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
