using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Moves points to the common centre and lays them out in blocks for the score kernel.</summary>
/// <remarks>
/// One thread a point: it walks along its row (each line of memory is used up from the first cache), and neighbouring threads write neighbouring places. Bound by memory;
/// coordinates are subtracted and squared in float64, so that a centre far from the origin costs no digits.
/// </remarks>
internal static class PackKernel
{
    /// <param name="points">points x dimensions, row-major, float32.</param>
    /// <param name="order">Point of each place; -1 = padding.</param>
    /// <param name="lengths">What each point is divided by; 0 for a point without direction; not read unless asked for.</param>
    /// <param name="center">Centre, one value a dimension.</param>
    /// <param name="packed">Blocks of coordinates x points.</param>
    /// <param name="halves">Shrunk half squared norm of each place; infinite for padding, so that it is never near anything.</param>
    /// <param name="shape">How.</param>
    [Kernel]
    public static void Pack(
        ArrayView<float> points, ArrayView<int> order, ArrayView<double> lengths, ArrayView<double> center, ArrayView<float> packed, ArrayView<float> halves, PackShape shape)
    {
        for (int place = Grid.GlobalIndex.X; place < shape.Places; place += Grid.DimX * Group.DimX)
        {
            int to = shape.FirstPlace + place, block = to / shape.Block, at = (block * shape.Depth * shape.Block) + (to - (block * shape.Block));
            int point = order[place];
            double length = shape.Divide != 0 && point >= 0 ? lengths[point] : 1, squares = 0;
            double divisor = length == 0 ? 1 : length;
            for (int d = 0; d < shape.Depth; d++)
            {
                float x = 0;
                if (point >= 0)
                {
                    if (d < shape.Dimensions) x = (float)(((points[(point * shape.Dimensions) + d] / divisor) - center[d]) * shape.Scale);
                    else if (d == shape.Dimensions && shape.ExtraAxis != 0 && length == 0) x = (float)shape.Scale;
                }

                packed[at + (d * shape.Block)] = x;
                squares += (double)x * x;
            }

            halves[to] = point >= 0 ? (float)(0.5 * squares * shape.Shrink) : float.PositiveInfinity;
        }
    }
}
