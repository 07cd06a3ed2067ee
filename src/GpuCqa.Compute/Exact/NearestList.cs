namespace GpuCqa.Compute.Exact;

/// <summary>The k smallest (distance, index) pairs seen, kept sorted; ties by smaller index.</summary>
internal ref struct NearestList(Span<int> indices, Span<double> distances)
{
    private readonly Span<int> indices = indices;
    private readonly Span<double> distances = distances;
    private int count;

    /// <summary>Marks all places as empty.</summary>
    public void Clear()
    {
        indices.Fill(int.MaxValue);
        distances.Fill(double.PositiveInfinity);
        count = 0;
    }

    /// <summary>Offers a pair.</summary>
    public void Offer(int index, double distance)
    {
        int at = count;
        if (at < indices.Length) count++;
        else if (!Before(distance, index, distances[--at], indices[at])) return;
        while (at > 0 && Before(distance, index, distances[at - 1], indices[at - 1]))
        {
            distances[at] = distances[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }

        distances[at] = distance;
        indices[at] = index;
    }

    /// <summary>The order of neighbours: by distance, then by index.</summary>
    public static bool Before(double distance, int index, double otherDistance, int otherIndex) =>
        distance < otherDistance || (distance == otherDistance && index < otherIndex);
}
