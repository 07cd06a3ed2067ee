using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Columns of a layout's state: x, y, then the decayed means of the gradient and of its square, two each.</summary>
    public const int LayoutStateColumns = 6;

    /// <summary>Moves the cells of a layout through a number of epochs of UMAP's optimization, all cells at once.</summary>
    /// <param name="schedule">cells x cells, symmetric, empty diagonal, CSR, uint32: share of the epochs in which an edge attracts, times <see cref="LayoutForces.EveryEpoch"/>.</param>
    /// <param name="forces">Curve, learning rate and seed.</param>
    /// <param name="firstEpoch">First epoch to run, from 1.</param>
    /// <param name="epochs">Number of epochs to run.</param>
    /// <param name="state">cells x 6, float32: positions and Adam's means as the previous call left them, means zero at the start.</param>
    /// <returns>The state after the epochs, cells x 6, float32.</returns>
    /// <remarks>
    /// In an epoch every cell gathers, from the positions that the previous epoch left, the pull of its due edges, twice (an edge is stored, and
    /// due, in both directions, and each direction pulls both ends), and the push of <see cref="LayoutForces.NegativeSamples"/> random cells an edge;
    /// then all cells move. This is the batch form of uwot: no result depends on an order, so none depends on threads.
    /// Gradients of a pair are clipped at 4, as in umap-learn. O(edges + due edges x samples) an epoch.
    /// All devices: 2e-6 of the largest |entry| of a column of the state after one epoch from the same state; over many epochs the motion is chaotic.
    /// </remarks>
    public virtual DeviceMatrix<float> LayoutEpochs(DeviceCsr<uint> schedule, LayoutForces forces, int firstEpoch, int epochs, DeviceMatrix<float> state)
    {
        CsrMatrix<uint> edges = OnHost(schedule);
        DenseMatrix<float> current = OnHost(state);
        CheckLayout(edges.Rows, edges.Columns, state.Rows, state.Columns, firstEpoch, epochs, forces);
        for (int epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++)
        {
            var next = new DenseMatrix<float>(current.Rows, LayoutStateColumns);
            ulong key = LayoutSamples.EpochKey(forces.Seed, epoch);
            for (int cell = 0; cell < current.Rows; cell++)
            {
                (double x, double y) = LayoutGradient(edges, forces, epoch, key, current, cell);
                Move(forces, epoch, current.Row(cell), x, y, next.Row(cell));
            }

            current = next;
        }

        return Upload(epochs == 0 ? new DenseMatrix<float>(current.Rows, current.Columns, (float[])current.Values.Clone()) : current);
    }

    private protected static void CheckLayout(int rows, int columns, int cells, int width, int firstEpoch, int epochs, LayoutForces forces)
    {
        if (rows != columns || rows != cells || width != LayoutStateColumns)
            throw new ArgumentException($"A layout of {cells} cells needs a square schedule and a state of {LayoutStateColumns} columns, got {rows} x {columns} and {width}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(firstEpoch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstEpoch + epochs - 1, forces.Epochs);
    }

    private static (double X, double Y) LayoutGradient(CsrMatrix<uint> edges, LayoutForces forces, int epoch, ulong key, DenseMatrix<float> state, int cell)
    {
        double x = state[cell, 0], y = state[cell, 1], sumX = 0, sumY = 0;
        for (long e = edges.RowOffsets[cell]; e < edges.RowOffsets[cell + 1]; e++)
        {
            if (!LayoutForces.IsDue(edges.Values[e], epoch)) continue;
            int other = edges.ColumnIndices[e];
            double dx = x - state[other, 0], dy = y - state[other, 1], squared = (dx * dx) + (dy * dy);
            if (squared > 0)
            {
                double power = Math.Pow(squared, forces.B);
                double pull = -2 * forces.A * forces.B * power / (squared * (1 + (forces.A * power)));
                sumX += 2 * Clipped(pull * dx);
                sumY += 2 * Clipped(pull * dy);
            }

            LayoutSamples samples = LayoutSamples.Of(key, e);
            for (int s = 0; s < forces.NegativeSamples; s++)
            {
                int random = samples.Next(state.Rows);
                dx = x - state[random, 0];
                dy = y - state[random, 1];
                squared = (dx * dx) + (dy * dy);
                double push = 2 * forces.B / ((LayoutForces.Softening + squared) * (1 + (forces.A * Math.Pow(squared, forces.B))));
                sumX += Clipped(push * dx);
                sumY += Clipped(push * dy);
            }
        }

        return (sumX, sumY);
    }

    private static double Clipped(double gradient) => Math.Clamp(gradient, -LayoutForces.Clip, LayoutForces.Clip);

    /// <summary>Moves one cell by its gradient and updates Adam's means.</summary>
    private protected static void Move(LayoutForces forces, int epoch, ReadOnlySpan<float> from, double gradientX, double gradientY, Span<float> to)
    {
        double rate = forces.RateOf(epoch);
        if (forces.Optimizer == LayoutOptimizer.GradientDescent)
        {
            from.CopyTo(to);
            to[0] = (float)(from[0] + (rate * gradientX));
            to[1] = (float)(from[1] + (rate * gradientY));
            return;
        }

        double first = 1 / (1 - Math.Pow(LayoutForces.Beta1, epoch)), second = 1 / (1 - Math.Pow(LayoutForces.Beta2, epoch));
        for (int axis = 0; axis < 2; axis++)
        {
            double gradient = axis == 0 ? gradientX : gradientY;
            double mean = (LayoutForces.Beta1 * from[2 + axis]) + ((1 - LayoutForces.Beta1) * gradient);
            double square = (LayoutForces.Beta2 * from[4 + axis]) + ((1 - LayoutForces.Beta2) * gradient * gradient);
            to[axis] = (float)(from[axis] + (rate * mean * first / (Math.Sqrt(square * second) + LayoutForces.Epsilon)));
            to[2 + axis] = (float)mean;
            to[4 + axis] = (float)square;
        }
    }
}
