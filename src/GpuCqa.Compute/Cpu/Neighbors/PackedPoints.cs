using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Points moved to a common centre, scaled by a power of two and laid out in panels for the score tiles.</summary>
/// <remarks>
/// Points are padded to whole blocks. A panel of p points holds coordinate 0 of all p, then coordinate 1, and so on, so a tile reads memory in one
/// direction. Centring keeps norms, and with them the float32 rounding of a score, small.
/// </remarks>
internal sealed unsafe class PackedPoints : IDisposable
{
    private readonly AlignedBuffer<float> panels;
    private readonly AlignedBuffer<float> halfNorms;
    private readonly double[] norms;
    private readonly double[] blockNorms;

    private PackedPoints(int count, int depth, int panelSize, int blockSize)
    {
        (Count, Depth, PanelSize, BlockSize) = (count, depth, panelSize, blockSize);
        Blocks = (count + blockSize - 1) / blockSize;
        panels = new AlignedBuffer<float>((long)Blocks * blockSize * depth);
        halfNorms = new AlignedBuffer<float>((long)Blocks * blockSize);
        norms = new double[(long)Blocks * blockSize];
        blockNorms = new double[Blocks];
    }

    public int Count { get; }

    public int Depth { get; }

    public int PanelSize { get; }

    public int BlockSize { get; }

    public int Blocks { get; }

    /// <summary>Packs points.</summary>
    /// <param name="device">Runs blocks in parallel.</param>
    /// <param name="points">points x dimensions, float32.</param>
    /// <param name="lengths">Length by which each point is divided first (cosine), or null.</param>
    /// <param name="frame">Centre and scale.</param>
    /// <param name="panelSize">Points of a panel; divides the block size.</param>
    /// <param name="blockSize">Points of a block.</param>
    /// <param name="order">The point at each place; null = as they are.</param>
    /// <param name="padding">Half norm of the padding points: +infinity for queries, and for references too, since a score subtracts it.</param>
    public static PackedPoints Pack(ComputeDevice device, DenseMatrix<float> points, double[]? lengths, PointFrame frame, int panelSize, int blockSize, int[]? order, float padding)
    {
        var packed = new PackedPoints(points.Rows, points.Columns, panelSize, blockSize);
        device.ForEach(packed.Blocks, b => packed.PackBlock(b, points, lengths, frame, order, padding));
        return packed;
    }

    public float* Panel(int block, int panel) => panels.Pointer + (((long)block * BlockSize) + ((long)panel * PanelSize)) * Depth;

    /// <summary>Half the squared norm of each point of a block.</summary>
    public float* HalfNorms(int block) => halfNorms.Pointer + ((long)block * BlockSize);

    public double Norm(int place) => norms[place];

    /// <summary>Largest norm in a block.</summary>
    public double BlockNorm(int block) => blockNorms[block];

    public void Dispose()
    {
        panels.Dispose();
        halfNorms.Dispose();
    }

    private void PackBlock(int block, DenseMatrix<float> points, double[]? lengths, PointFrame frame, int[]? order, float padding)
    {
        float* half = HalfNorms(block);
        for (int i = 0; i < BlockSize; i++)
        {
            int place = (block * BlockSize) + i;
            if (place >= Count)
            {
                half[i] = padding;
                continue;
            }

            int point = order is null ? place : order[place];
            float* to = Panel(block, i / PanelSize) + (i % PanelSize);
            ReadOnlySpan<float> row = points.Row(point);
            double length = lengths is null ? 1 : lengths[point], squares = 0;
            for (int d = 0; d < Depth; d++)
            {
                float x = (float)(((row[d] / length) - frame.Center[d]) * frame.Scale);
                to[d * PanelSize] = x;
                squares += (double)x * x;
            }

            half[i] = (float)(0.5 * squares);
            norms[place] = Math.Sqrt(squares);
            blockNorms[block] = Math.Max(blockNorms[block], norms[place]);
        }
    }
}
