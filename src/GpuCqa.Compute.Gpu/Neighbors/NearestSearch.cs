using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Randomness;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>The device's part of the search: for each query a short list of references that holds its k nearest for certain.</summary>
/// <remarks>
/// Every pair of points is scored once in float32, with a proved bound on the error; a reference whose upper bound is below the lower bounds of k others is left out.
/// The lists are the same whatever order groups run in. Memory: the packed points, and 8 bytes for each place of a query's list.
/// </remarks>
internal sealed class NearestSearch
{
    private readonly GpuDevice device;
    private readonly NeighborLauncher kernels;
    private readonly NeighborProblem problem;
    private readonly SearchFrame frame;
    private readonly SearchPlan plan;
    private readonly NeighborSearchOptions options;
    private readonly bool sameSet;

    public NearestSearch(GpuDevice device, NeighborLauncher kernels, NeighborProblem problem, double rankingError, NeighborSearchOptions options)
    {
        (this.device, this.kernels, this.problem, this.options) = (device, kernels, problem, options);
        frame = SearchFrame.Of(device, problem);
        sameSet = ReferenceEquals(problem.Queries.Values, problem.References.Values);
        int side = options.Side != 0 ? options.Side : device.Accelerator.AcceleratorType != AcceleratorType.CPU && device.GroupSize() >= 256 ? 16 : 8;
        double error = rankingError * frame.Frame.Scale * frame.Frame.Scale;
        plan = new SearchPlan(side, problem.References.Columns + (frame.ExtraAxis ? 1 : 0), problem.K, problem.References.Rows, error);
    }

    /// <summary>Whether 32-bit places reach all coordinates.</summary>
    public bool Fits => ((long)plan.ReferenceBlocks + plan.Blocks(1)) * plan.Block * Math.Max(plan.Depth, problem.References.Columns) + PaddingFloats < int.MaxValue
        && (long)problem.Queries.Rows * problem.Queries.Columns < int.MaxValue;

    // Behind the last block a thread's first quads may read what is not used.
    private int PaddingFloats => 8 * plan.Side * plan.Side;

    /// <summary>Searches; within the device's turn.</summary>
    /// <param name="queries">queries x dimensions, float32.</param>
    /// <param name="references">references x dimensions, float32.</param>
    public IReadOnlyList<CandidateLists> Run(ArrayView<float> queries, ArrayView<float> references)
    {
        int count = problem.Queries.Rows;
        int[] places = RandomPlaces();
        using GpuBuffer<int> order = device.Sent(places);
        using GpuBuffer<double> center = device.Sent(frame.Frame.Center), lengths = device.Sent(problem.ReferenceNorms ?? [0.0]);
        int batch = BatchQueries();
        if (sameSet && batch >= count)
        {
            using PackedBlocks packed = Rent(plan.ReferenceBlocks);
            Pack(references, order, lengths.View, center.View, packed, 0);
            return [Search(packed, order, places, 0)];
        }

        var lists = new List<CandidateLists>();
        using PackedBlocks both = Rent(plan.ReferenceBlocks + plan.Blocks(Math.Min(batch, count)));
        Pack(references, order, lengths.View, center.View, both, 0);
        using GpuBuffer<double> queryLengths = device.Sent(problem.QueryNorms ?? [0.0]);
        for (int first = 0; first < count; first += batch)
        {
            int real = Math.Min(batch, count - first);
            int[] rows = [.. Enumerable.Range(first, real), .. Enumerable.Repeat(-1, (plan.Blocks(real) * plan.Block) - real)];
            using GpuBuffer<int> own = device.Sent(rows);
            Pack(queries, own, queryLengths.View, center.View, both, plan.ReferenceBlocks);
            lists.Add(Search(both, order, rows, plan.ReferenceBlocks));
        }

        return lists;
    }

    private CandidateLists Search(PackedBlocks packed, GpuBuffer<int> order, int[] queries, int firstBlock)
    {
        bool oneSet = firstBlock == 0;
        int rowBlocks = queries.Length / plan.Block;
        var shape = new CandidateShape
        {
            K = plan.K,
            Capacity = options.Capacity != 0 ? options.Capacity : plan.Capacity(oneSet),
            Stride = queries.Length,
            FirstQuery = firstBlock * plan.Block,
            Relative = MathF.BitIncrement((float)(2 * plan.Relative / (1 - plan.Relative))),
            Absolute = MathF.BitIncrement((float)plan.Absolute),
        };
        using CandidateBuffers found = CandidateBuffers.Rent(device, shape);
        kernels.Prune(packed, found, shape);
        foreach ((int first, int last) in plan.Rounds(oneSet))
        {
            var pass = new ScorePass
            {
                Candidates = shape,
                RowBlocks = rowBlocks,
                FirstRowBlock = firstBlock,
                ColumnBlocks = plan.ReferenceBlocks,
                First = first,
                Last = last,
                Run = StepsOfGroup(rowBlocks, last - first),
                OneSet = oneSet ? 1 : 0,
                Chunk = plan.Chunk,
                Chunks = plan.Chunks,
            };
            kernels.Score(plan.Side, packed, found, pass);
            kernels.Prune(packed, found, shape);
        }

        return Collect(found, order, queries, shape);
    }

    private CandidateLists Collect(CandidateBuffers found, GpuBuffer<int> order, int[] queries, CandidateShape shape)
    {
        int[] counts = device.Fetched(found.Counts);
        var starts = new int[queries.Length];
        int total = 0;
        for (int q = 0; q < queries.Length; q++)
        {
            starts[q] = queries[q] < 0 || counts[q] > shape.Capacity ? -1 : total;
            if (starts[q] >= 0) total = checked(total + counts[q]);
        }

        using GpuBuffer<int> from = device.Sent(starts), references = device.Pool.Rent<int>(total);
        kernels.Collect(found, from.View, order.View, references.View, shape);
        return new CandidateLists(queries, starts, counts, device.Fetched(references));
    }

    private void Pack(ArrayView<float> points, GpuBuffer<int> order, ArrayView<double> lengths, ArrayView<double> center, PackedBlocks packed, int firstBlock) =>
        kernels.Pack(points, order.View, lengths, center, packed, new PackShape
        {
            Places = (int)order.Length,
            FirstPlace = firstBlock * plan.Block,
            Dimensions = problem.References.Columns,
            Depth = plan.Depth,
            Block = plan.Block,
            Divide = problem.ReferenceNorms is null ? 0 : 1,
            ExtraAxis = frame.ExtraAxis ? 1 : 0,
            Scale = frame.Frame.Scale,
            Shrink = 1 - plan.Relative,
        });

    private PackedBlocks Rent(int blocks) =>
        new(device.Pool.Rent<float>(((long)blocks * plan.Block * plan.Depth) + PaddingFloats), device.Pool.Rent<float>((long)blocks * plan.Block));

    /// <summary>Queries whose candidates fit in half of the memory that the packed references leave, and whose places an int can count.</summary>
    private int BatchQueries()
    {
        if (options.BatchQueries != 0) return options.BatchQueries;
        long places = Math.Max(plan.Capacity(true), plan.Capacity(false)), free = device.Pool.FreeBytes - (4L * plan.References * (plan.Depth + 1));
        long byMemory = free / 2 / ((8 * places) + (4 * (plan.Depth + 3))), byIndex = (int.MaxValue / places) - (2 * plan.Block);
        return (int)Math.Clamp(Math.Min(byMemory, byIndex), plan.Block, int.MaxValue - plan.Block);
    }

    /// <summary>Steps one after another in a group: as many as leave each multiprocessor several groups, so that the end of a launch is short.</summary>
    private int StepsOfGroup(int rowBlocks, int steps) => (int)Math.Clamp((long)rowBlocks * steps / (16L * device.Accelerator.NumMultiprocessors), 1, 32);

    /// <summary>The reference of each place: a random order that depends on the count only, the same number in every block but for one, -1 behind them.</summary>
    private int[] RandomPlaces()
    {
        int[] order = [.. Enumerable.Range(0, plan.References)];
        var random = new Philox(0, RandomPurpose.NeighborOrder);
        for (int i = plan.References - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int[] places = new int[plan.ReferenceBlocks * plan.Block];
        Array.Fill(places, -1);
        for (int block = 0, from = 0; block < plan.ReferenceBlocks; block++)
        {
            int filled = plan.Fill + (block < plan.References % plan.ReferenceBlocks ? 1 : 0);
            order.AsSpan(from, filled).CopyTo(places.AsSpan(block * plan.Block));
            from += filled;
        }

        return places;
    }
}
