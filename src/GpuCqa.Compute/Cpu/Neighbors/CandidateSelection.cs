namespace GpuCqa.Compute.Neighbors;

/// <summary>Selection of the n-th largest of a few numbers.</summary>
internal static class CandidateSelection
{
    /// <summary>The value that would stand at a place (0-based) if the values were sorted from large to small; reorders them.</summary>
    public static double Largest(Span<double> values, int place)
    {
        int from = 0, to = values.Length - 1;
        while (from < to)
        {
            // Median of three, then Hoare's partition: about 3 n steps.
            double pivot = Middle(values[from], values[(from + to) >>> 1], values[to]);
            int i = from, j = to;
            while (i <= j)
            {
                while (values[i] > pivot) i++;
                while (values[j] < pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (place <= j) to = j;
            else if (place >= i) from = i;
            else return values[place];
        }

        return values[place];
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
