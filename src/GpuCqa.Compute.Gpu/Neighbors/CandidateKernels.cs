using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>What happens to candidates between two launches of the score kernel, and after the last.</summary>
/// <remarks>One thread a query and no shared memory: neighbouring threads read neighbouring queries' candidates at the same place, so every access is a whole line. Bound by memory.</remarks>
internal static class CandidateKernels
{
    /// <summary>Halvings in the search for the floor; more would not move it by more than a float's rounding.</summary>
    private const int Halvings = 24;

    /// <summary>Finds for each query the score that k candidates reach for certain, and drops what cannot reach it.</summary>
    /// <param name="halves">Shrunk half norms of all packed points.</param>
    /// <param name="counts">Candidates of each query; more than there are places stays as it is: the query has lost some.</param>
    /// <param name="candidates">Candidates; those that stay move to the front.</param>
    /// <param name="thresholds">Receives the upper bound above which a further reference must be kept; infinite for padding and for lost queries.</param>
    /// <param name="shape">Where candidates lie.</param>
    [Kernel]
    public static void Prune(ArrayView<float> halves, ArrayView<int> counts, ArrayView<Candidate> candidates, ArrayView<float> thresholds, CandidateShape shape)
    {
        for (int query = Grid.GlobalIndex.X; query < shape.Stride; query += Grid.DimX * Group.DimX)
        {
            int count = counts[query];
            float threshold = float.NegativeInfinity;
            if (halves[shape.FirstQuery + query] == float.PositiveInfinity || count > shape.Capacity) threshold = float.PositiveInfinity;
            else if (count >= shape.K)
            {
                float floor = Floor(query, count, candidates, shape);
                counts[query] = Compact(query, count, floor, halves, candidates, shape);

                // Strictly below the floor, whatever the subtraction is rounded to.
                threshold = floor - shape.Absolute - (MathF.Abs(floor) * 5e-7f);
            }

            thresholds[query] = threshold;
        }
    }

    /// <summary>Copies the references of all queries' candidates one after another.</summary>
    /// <param name="counts">Candidates of each query.</param>
    /// <param name="starts">Where each query's go; -1 for padding, and for a query that has lost some.</param>
    /// <param name="candidates">Candidates.</param>
    /// <param name="order">Number of the reference at each place.</param>
    /// <param name="found">Receives the numbers of the references.</param>
    /// <param name="shape">Where candidates lie.</param>
    [Kernel]
    public static void Collect(ArrayView<int> counts, ArrayView<int> starts, ArrayView<Candidate> candidates, ArrayView<int> order, ArrayView<int> found, CandidateShape shape)
    {
        for (int query = Grid.GlobalIndex.X; query < shape.Stride; query += Grid.DimX * Group.DimX)
        {
            int start = starts[query];
            if (start < 0) continue;
            for (int i = 0; i < counts[query]; i++) found[start + i] = order[candidates[(i * shape.Stride) + query].Reference];
        }
    }

    /// <summary>A score that at least k lower bounds reach: halving between the smallest and the largest, then up to the next bound.</summary>
    private static float Floor(int query, int count, ArrayView<Candidate> candidates, CandidateShape shape)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            float lower = candidates[(i * shape.Stride) + query].Lower;
            low = MathF.Min(low, lower);
            high = MathF.Max(high, lower);
        }

        int reached = count;
        for (int halving = 0; halving < Halvings && reached != shape.K; halving++)
        {
            float middle = (0.5f * low) + (0.5f * high);
            int above = 0;
            for (int i = 0; i < count; i++) above += candidates[(i * shape.Stride) + query].Lower >= middle ? 1 : 0;
            if (above >= shape.K)
            {
                low = middle;
                reached = above;
            }
            else
            {
                high = middle;
            }
        }

        float floor = float.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            float lower = candidates[(i * shape.Stride) + query].Lower;
            if (lower >= low) floor = MathF.Min(floor, lower);
        }

        return floor;
    }

    private static int Compact(int query, int count, float floor, ArrayView<float> halves, ArrayView<Candidate> candidates, CandidateShape shape)
    {
        float own = halves[shape.FirstQuery + query];
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            Candidate candidate = candidates[(i * shape.Stride) + query];
            float upper = candidate.Lower + (shape.Relative * (own + halves[candidate.Reference])) + (2 * shape.Absolute);
            if (upper >= floor) candidates[(kept++ * shape.Stride) + query] = candidate;
        }

        return kept;
    }
}
