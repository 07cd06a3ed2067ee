namespace GpuCqa.Statistics;

/// <summary>min |y - Xb|^2 over b >= 0 by the active set method of Lawson and Hanson (1974), from X'X and X'y, as Bro and de Jong (1997) do it for many problems of one matrix.</summary>
/// <remarks>
/// Columns are scaled to length 1 first, so that the tolerance means the same for rare and for common states. A column that depends on those already in (pivot below 1e-10) does not come in. A
/// call that solves again may start from the columns that were in the solution before: when these satisfy the conditions of Kuhn and Tucker they are the solution. Instances are reused and are not shared.
/// </remarks>
public sealed class NonNegativeLeastSquares
{
    private const double Dependent = 1e-10;
    private const double Rounding = 1e-11;

    private readonly int size;
    private readonly double[] scaled, right, solution, trial, gradient, factor, scale, work;
    private readonly bool[] inside, refused;
    private readonly int[] chosen;

    /// <summary>Room for problems of so many unknowns.</summary>
    public NonNegativeLeastSquares(int unknowns)
    {
        size = unknowns;
        scaled = new double[unknowns * unknowns];
        factor = new double[unknowns * unknowns];
        right = new double[unknowns];
        solution = new double[unknowns];
        trial = new double[unknowns];
        gradient = new double[unknowns];
        scale = new double[unknowns];
        work = new double[unknowns];
        inside = new bool[unknowns];
        refused = new bool[unknowns];
        chosen = new int[unknowns];
    }

    /// <summary>Solves.</summary>
    /// <param name="normal">X'X, unknowns x unknowns, row by row; a column of length 0 gets 0.</param>
    /// <param name="product">X'y.</param>
    /// <param name="square">y'y.</param>
    /// <param name="result">Receives b.</param>
    /// <param name="again">Try the columns of the last solution first.</param>
    public void Solve(ReadOnlySpan<double> normal, ReadOnlySpan<double> product, double square, Span<double> result, bool again = false)
    {
        for (int k = 0; k < size; k++) scale[k] = normal[(k * size) + k] > 0 ? 1 / Math.Sqrt(normal[(k * size) + k]) : 0;
        for (int i = 0; i < size; i++)
        {
            right[i] = product[i] * scale[i];
            for (int j = 0; j < size; j++) scaled[(i * size) + j] = normal[(i * size) + j] * scale[i] * scale[j];
        }

        double tolerance = Rounding * Math.Sqrt(square);
        if (!again || !Holds(tolerance)) Search(tolerance);
        for (int k = 0; k < size; k++) result[k] = solution[k] * scale[k];
    }

    private bool Holds(double tolerance)
    {
        if (!SolveInside()) return false;
        for (int k = 0; k < size; k++)
        {
            if (inside[k] && !(trial[k] > 0)) return false;
        }

        Array.Copy(trial, solution, size);
        Descend();
        for (int k = 0; k < size; k++)
        {
            if (!inside[k] && gradient[k] > tolerance) return false;
        }

        return true;
    }

    private void Search(double tolerance)
    {
        Array.Clear(solution);
        Array.Clear(inside);
        Array.Clear(refused);
        for (int round = 0; round < 30 * size; round++)
        {
            Descend();
            int next = -1;
            for (int k = 0; k < size; k++)
            {
                if (!inside[k] && !refused[k] && scale[k] > 0 && gradient[k] > tolerance && (next < 0 || gradient[k] > gradient[next])) next = k;
            }

            if (next < 0) return;
            inside[next] = true;
            // In exact arithmetic the newcomer is positive: where it is not, or depends on the others, it is no direction to go.
            if (!SolveInside() || !(trial[next] > 0))
            {
                inside[next] = false;
                refused[next] = true;
                continue;
            }

            Array.Clear(refused);
            while (Leaving() is >= 0 and var last)
            {
                double step = solution[last] / (solution[last] - trial[last]);
                for (int k = 0; k < size; k++)
                {
                    if (!inside[k]) continue;
                    solution[k] += step * (trial[k] - solution[k]);
                    if (k != last && solution[k] > 0) continue;
                    inside[k] = false;
                    solution[k] = 0;
                }

                if (!SolveInside()) break;
            }

            Array.Copy(trial, solution, size);
        }
    }

    // The first column on the way that would turn negative; -1 = none.
    private int Leaving()
    {
        int first = -1;
        double smallest = double.PositiveInfinity;
        for (int k = 0; k < size; k++)
        {
            if (!inside[k] || trial[k] > 0) continue;
            double step = solution[k] / (solution[k] - trial[k]);
            if (double.IsNaN(step)) step = 0;
            if (step < smallest) (first, smallest) = (k, step);
        }

        return first;
    }

    private void Descend()
    {
        for (int i = 0; i < size; i++)
        {
            double sum = right[i];
            for (int j = 0; j < size; j++) sum -= scaled[(i * size) + j] * solution[j];
            gradient[i] = sum;
        }
    }

    // Least squares on the columns that are in, by Cholesky; false when they depend on one another.
    private bool SolveInside()
    {
        int count = 0;
        for (int k = 0; k < size; k++)
        {
            if (inside[k]) chosen[count++] = k;
        }

        Array.Clear(trial);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = scaled[(chosen[i] * size) + chosen[j]];
                for (int k = 0; k < j; k++) sum -= factor[(i * size) + k] * factor[(j * size) + k];
                if (i == j)
                {
                    if (!(sum > Dependent)) return false;
                    factor[(i * size) + i] = Math.Sqrt(sum);
                }
                else
                {
                    factor[(i * size) + j] = sum / factor[(j * size) + j];
                }
            }
        }

        for (int i = 0; i < count; i++)
        {
            double sum = right[chosen[i]];
            for (int k = 0; k < i; k++) sum -= factor[(i * size) + k] * work[k];
            work[i] = sum / factor[(i * size) + i];
        }

        for (int i = count - 1; i >= 0; i--)
        {
            double sum = work[i];
            for (int k = i + 1; k < count; k++) sum -= factor[(k * size) + i] * work[k];
            work[i] = sum / factor[(i * size) + i];
            trial[chosen[i]] = work[i];
        }

        return true;
    }
}
