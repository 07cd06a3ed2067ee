using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>One epoch of a layout.</summary>
/// <remarks>
/// A thread a cell gathers the pull of its due edges and the push of their random cells from the positions that the last epoch left, in the order
/// of its edges, and moves the cell into another buffer: no atomics, no order of threads changes a bit. This deterministic form is also the fast
/// one, so there is no other: the usual form, which moves both ends of an edge at once by float atomics, reads as many positions and writes more.
/// A thread first runs along its edges to the next that is due, so that the threads of a warp work on their due edges together.
/// Random positions bound it: 8 bytes out of a sector of 32 from L2, which holds the positions of six million cells on an H100. At 1M cells, 30 edges
/// a cell of which a third is due, and 5 samples, an epoch reads 0.36 GB of edges and 6e7 positions, 2 GB from L2, and computes 6e7 forces of 119
/// compiled instructions (sm_90; the power is 14 multiply-adds and a division): half a millisecond if half of the lanes work. 31 registers, full
/// occupancy. Not measured on a GPU. Forces and sums in float32, 2e-6 of a column's largest entry an epoch.
/// </remarks>
internal static class LayoutKernels
{
    /// <summary>Takes a state apart: only positions are gathered, and they shall lie close.</summary>
    /// <param name="state">cells x 6.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="positions">Position of each cell.</param>
    /// <param name="means">Adam's means of each cell.</param>
    [Kernel]
    public static void Split(ArrayView<LayoutPair> state, int cells, ArrayView<LayoutPair> positions, ArrayView<LayoutMeans> means)
    {
        int stride = GridSpan.X;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < cells; at += stride)
        {
            int cell = (int)at;
            LayoutPair mean = state[(3 * at) + 1], square = state[(3 * at) + 2];
            positions[cell] = state[3 * at];
            means[cell] = new LayoutMeans { X = mean.X, Y = mean.Y, SquareX = square.X, SquareY = square.Y };
        }
    }

    /// <summary>Puts a state together; arguments as above.</summary>
    /// <param name="positions">Position of each cell.</param>
    /// <param name="means">Adam's means of each cell.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="state">cells x 6.</param>
    [Kernel]
    public static void Join(ArrayView<LayoutPair> positions, ArrayView<LayoutMeans> means, int cells, ArrayView<LayoutPair> state)
    {
        int stride = GridSpan.X;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < cells; at += stride)
        {
            LayoutMeans mean = means[(int)at];
            state[3 * at] = positions[(int)at];
            state[(3 * at) + 1] = new LayoutPair { X = mean.X, Y = mean.Y };
            state[(3 * at) + 2] = new LayoutPair { X = mean.SquareX, Y = mean.SquareY };
        }
    }

    /// <summary>Moves every cell once.</summary>
    /// <param name="schedule">cells x cells: the rate of each edge.</param>
    /// <param name="epoch">Numbers of the epoch.</param>
    /// <param name="current">Positions that the last epoch left.</param>
    /// <param name="means">Adam's means; replaced.</param>
    /// <param name="next">Positions after the epoch.</param>
    [Kernel]
    public static void Move(CsrView<uint> schedule, LayoutEpoch epoch, ArrayView<LayoutPair> current, ArrayView<LayoutMeans> means, ArrayView<LayoutPair> next)
    {
        int stride = GridSpan.X;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < schedule.Rows; at += stride)
        {
            int cell = (int)at;
            LayoutPair own = current[cell];
            float x = 0, y = 0;
            long edge = schedule.Offsets[cell], end = schedule.Offsets[cell + 1];
            while (edge < end)
            {
                while (edge < end && !LayoutForces.IsDue(schedule.Values[edge], epoch.Epoch)) edge++;
                if (edge < end)
                {
                    LayoutPair other = current[schedule.Columns[edge]];
                    float dx = own.X - other.X, dy = own.Y - other.Y, squared = (dx * dx) + (dy * dy), power = KernelPower.Of(squared, epoch.B);

                    // Twice the clipped pull: scale and clip are doubled. Nothing pulls at distance 0.
                    float force = squared > 0 ? epoch.Pull * power / (squared * (1 + (epoch.A * power))) : 0;
                    x += Clipped(force * dx, 2 * LayoutForces.Clip);
                    y += Clipped(force * dy, 2 * LayoutForces.Clip);
                    LayoutSamples samples = LayoutSamples.Of(epoch.Key, edge);
                    for (int s = 0; s < epoch.Samples; s++)
                    {
                        other = current[samples.Next(schedule.Rows)];
                        dx = own.X - other.X;
                        dy = own.Y - other.Y;
                        squared = (dx * dx) + (dy * dy);
                        force = epoch.Push / ((LayoutForces.Softening + squared) * (1 + (epoch.A * KernelPower.Of(squared, epoch.B))));
                        x += Clipped(force * dx, LayoutForces.Clip);
                        y += Clipped(force * dy, LayoutForces.Clip);
                    }
                }

                edge++;
            }

            if (epoch.Adam != 0)
            {
                LayoutMeans mean = means[cell];
                mean.X = Decayed(mean.X, x, (float)LayoutForces.Beta1, (float)(1 - LayoutForces.Beta1));
                mean.Y = Decayed(mean.Y, y, (float)LayoutForces.Beta1, (float)(1 - LayoutForces.Beta1));
                mean.SquareX = Decayed(mean.SquareX, x * x, (float)LayoutForces.Beta2, (float)(1 - LayoutForces.Beta2));
                mean.SquareY = Decayed(mean.SquareY, y * y, (float)LayoutForces.Beta2, (float)(1 - LayoutForces.Beta2));
                means[cell] = mean;
                x = mean.X * epoch.MeanScale / (MathF.Sqrt(mean.SquareX * epoch.SquareScale) + (float)LayoutForces.Epsilon);
                y = mean.Y * epoch.MeanScale / (MathF.Sqrt(mean.SquareY * epoch.SquareScale) + (float)LayoutForces.Epsilon);
            }

            next[cell] = new LayoutPair { X = own.X + (epoch.Rate * x), Y = own.Y + (epoch.Rate * y) };
        }
    }

    private static float Clipped(float force, float clip) => IntrinsicMath.Min(IntrinsicMath.Max(force, -clip), clip);

    private static float Decayed(float mean, float value, float kept, float taken) => (kept * mean) + (taken * value);
}
