namespace GpuCqa.Statistics;

/// <summary>Exact solutions of the elastic net one penalty after the other, by active sets with signs (feature-sign search: Lee, Battle, Raina and Ng, NIPS 2006).</summary>
/// <remarks>
/// With signs fixed the problem is a linear system on the columns that are in; on the way to its solution the first that would change sign goes out, and at the solution the column whose gradient exceeds the
/// threshold by most comes in. The objective falls at every turn, so that it ends. More columns than lots are solved through the lots (Woodbury). Without a ridge part, a column that depends on those that are in takes the
/// place of one: along their dependence the fit stays and the sum of sizes falls, until the first of them is 0.
/// </remarks>
internal sealed class ElasticNetPath
{
    private const double Rounding = 1e-9;
    private const double Dependent = 1e-10;

    private readonly TrainingSet set;
    private readonly int lots;
    private readonly double mean, scale, largest;
    private readonly double[] readout, residual, coefficients, trial, right, factor, work;
    private readonly int[] active, sign;
    private readonly bool[] refused;
    private int count, dependent;

    /// <param name="set">Scaled columns.</param>
    /// <param name="values">One value per lot; it is scaled to deviation 1 over the training lots.</param>
    public ElasticNetPath(TrainingSet set, double[] values)
    {
        this.set = set;
        lots = set.Lots.Length;
        int columns = set.Values.Length, most = Math.Max(lots, 1);
        readout = new double[lots];
        residual = new double[lots];
        coefficients = new double[columns];
        trial = new double[columns];
        right = new double[columns];
        active = new int[columns];
        sign = new int[columns];
        refused = new bool[columns];
        factor = new double[most * most];
        work = new double[most];
        mean = set.Center(values, readout);
        double square = 0, size = 0;
        foreach (double y in readout)
        {
            square += y * y;
            size = Math.Max(size, Math.Abs(y));
        }

        scale = size <= 1e-12 * Math.Abs(mean) ? 0 : Math.Sqrt(square / lots);
        for (int i = 0; i < lots && scale > 0; i++) readout[i] /= scale;
        foreach (double[] x in set.Values) largest = Math.Max(largest, Math.Abs(Product(x, readout)) / lots);
    }

    /// <summary>No column is in.</summary>
    public void Restart()
    {
        Array.Clear(coefficients);
        count = 0;
    }

    /// <summary>Moves on to the solution at a penalty: |y - Xb|^2 / 2n + threshold |b|_1 + ridge |b|^2 / 2.</summary>
    public void Go(double threshold, double ridge)
    {
        if (scale == 0 || threshold >= largest) return;
        Array.Clear(refused);
        int newest = -1;
        for (int turn = 0; turn < 100 * coefficients.Length; turn++)
        {
            if (count > 0)
            {
                if (!Solve(threshold, ridge))
                {
                    if (ridge == 0 && newest >= 0 && dependent == count - 1 && active[dependent] == newest && Exchange())
                    {
                        newest = -1;
                        continue;
                    }

                    // Only a newcomer can depend on the others, or the ridge part has become too small for what was in before.
                    Leave(newest >= 0 && Array.IndexOf(active, newest, 0, count) is >= 0 and var at ? at : count - 1, refuse: true);
                    newest = -1;
                    continue;
                }

                if (Crossing() is >= 0 and var first)
                {
                    int column = active[first];
                    double step = coefficients[column] == 0 ? 0 : coefficients[column] / (coefficients[column] - trial[first]);
                    for (int a = 0; a < count; a++) coefficients[active[a]] += step * (trial[a] - coefficients[active[a]]);
                    Leave(first, refuse: step == 0 && column == newest);
                    continue;
                }

                for (int a = 0; a < count; a++) coefficients[active[a]] = trial[a];
            }

            newest = Steepest(threshold);
            if (newest < 0) return;
        }
    }

    /// <summary>Prediction of a target.</summary>
    public double Predict(int target)
    {
        double sum = 0;
        double[] x = set.TargetValues[target];
        for (int a = 0; a < count; a++) sum += coefficients[active[a]] * x[active[a]];
        return mean + (scale * sum);
    }

    /// <summary>Change of the readout per deviation of each column.</summary>
    public double[] Coefficients() => [.. coefficients.Select(b => b * scale)];

    // The newcomer, the last one, is a sum of the others: x = X w. It takes the place of the one that reaches 0 first; false when none does.
    private bool Exchange()
    {
        int others = count - 1, column = active[others];
        double[] x = set.Values[column];
        for (int a = 0; a < others; a++) work[a] = Product(set.Values[active[a]], x) / lots;
        // The factor of the others is what Solve has made before it met the newcomer.
        Substitute(others);
        int first = -1;
        double step = double.PositiveInfinity;
        for (int a = 0; a < others; a++)
        {
            double fall = work[a] * sign[column], b = coefficients[active[a]];
            if (!(fall * b > 0) || !(b / fall < step)) continue;
            (first, step) = (a, b / fall);
        }

        if (first < 0) return false;
        for (int a = 0; a < others; a++) coefficients[active[a]] -= step * work[a] * sign[column];
        coefficients[column] = step * sign[column];
        Leave(first, refuse: false);
        return true;
    }

    private void Leave(int place, bool refuse)
    {
        int column = active[place];
        coefficients[column] = 0;
        refused[column] |= refuse;
        for (int a = place; a < count - 1; a++) active[a] = active[a + 1];
        count--;
    }

    // The column that reaches 0 first on the way to the trial; -1 = none.
    private int Crossing()
    {
        int first = -1;
        double smallest = double.PositiveInfinity;
        for (int a = 0; a < count; a++)
        {
            double from = coefficients[active[a]];
            if (trial[a] * sign[active[a]] > 0) continue;
            double step = from == 0 ? 0 : from / (from - trial[a]);
            if (step < smallest) (first, smallest) = (a, step);
        }

        return first;
    }

    // Takes in the column whose gradient exceeds the threshold by most; -1 = none does.
    private int Steepest(double threshold)
    {
        readout.CopyTo(residual, 0);
        for (int a = 0; a < count; a++)
        {
            double b = coefficients[active[a]];
            double[] x = set.Values[active[a]];
            for (int i = 0; i < lots; i++) residual[i] -= b * x[i];
        }

        double most = threshold * (1 + Rounding);
        int next = -1, direction = 0;
        for (int c = 0; c < coefficients.Length; c++)
        {
            if (coefficients[c] != 0 || refused[c]) continue;
            double gradient = Product(set.Values[c], residual) / lots;
            if (!(Math.Abs(gradient) > most)) continue;
            most = Math.Abs(gradient);
            next = c;
            direction = Math.Sign(gradient);
        }

        if (next < 0) return -1;
        sign[next] = direction;
        active[count++] = next;
        return next;
    }

    private bool Solve(double threshold, double ridge)
    {
        for (int a = 0; a < count; a++) right[a] = (Product(set.Values[active[a]], readout) / lots) - (threshold * sign[active[a]]);
        return count <= lots ? SolveColumns(ridge) : SolveLots(ridge);
    }

    private bool SolveColumns(double ridge)
    {
        for (int i = 0; i < count; i++)
        {
            double[] x = set.Values[active[i]];
            for (int j = 0; j <= i; j++)
            {
                double sum = Product(x, set.Values[active[j]]) / lots;
                if (i == j) sum += ridge;
                for (int k = 0; k < j; k++) sum -= factor[(i * lots) + k] * factor[(j * lots) + k];
                if (i == j && !(sum > Dependent))
                {
                    dependent = i;
                    return false;
                }

                factor[(i * lots) + j] = i == j ? Math.Sqrt(sum) : sum / factor[(j * lots) + j];
            }
        }

        for (int i = 0; i < count; i++) work[i] = right[i];
        Substitute(count);
        for (int i = 0; i < count; i++) trial[i] = work[i];
        return true;
    }

    // b = (q - X' (n ridge I + X X')^-1 X q) / ridge, X with the columns that are in.
    private bool SolveLots(double ridge)
    {
        dependent = -1;
        if (!(ridge > 0)) return false;
        Array.Clear(factor);
        Array.Clear(work);
        for (int a = 0; a < count; a++)
        {
            double[] x = set.Values[active[a]];
            for (int i = 0; i < lots; i++)
            {
                work[i] += x[i] * right[a];
                for (int j = 0; j <= i; j++) factor[(i * lots) + j] += x[i] * x[j];
            }
        }

        for (int i = 0; i < lots; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = factor[(i * lots) + j];
                if (i == j) sum += lots * ridge;
                for (int k = 0; k < j; k++) sum -= factor[(i * lots) + k] * factor[(j * lots) + k];
                factor[(i * lots) + j] = i == j ? Math.Sqrt(sum) : sum / factor[(j * lots) + j];
            }
        }

        Substitute(lots);
        for (int a = 0; a < count; a++) trial[a] = (right[a] - Product(set.Values[active[a]], work)) / ridge;
        return true;
    }

    private void Substitute(int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) work[i] -= factor[(i * lots) + k] * work[k];
            work[i] /= factor[(i * lots) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) work[i] -= factor[(k * lots) + i] * work[k];
            work[i] /= factor[(i * lots) + i];
        }
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length && i < b.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
