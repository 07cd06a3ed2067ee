using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>One epoch of a layout on the CPU.</summary>
/// <remarks>
/// For each cell the displacements to its due neighbours and to their random cells are gathered into two lists (scalar: the addresses are
/// random), and the forces of a list are evaluated eight at a time. Lists are padded with zero displacements, which pull and push nothing.
/// Always eight lanes, whatever the register width, and no fused multiply-add: the sums have the same bits on every CPU.
/// </remarks>
internal sealed class LayoutStep
{
    private const int Lanes = 8;

    private readonly CsrMatrix<uint> edges;
    private readonly LayoutForces forces;
    private readonly int epoch;
    private readonly ulong key;
    private readonly float[] current;
    private readonly float[] next;
    private readonly float[] means;
    private readonly float rate, meanScale, squareScale;

    public LayoutStep(CsrMatrix<uint> edges, LayoutForces forces, int epoch, float[] current, float[] next, float[] means)
    {
        this.edges = edges;
        this.forces = forces;
        this.epoch = epoch;
        this.current = current;
        this.next = next;
        this.means = means;
        key = LayoutSamples.EpochKey(forces.Seed, epoch);
        rate = (float)forces.RateOf(epoch);
        meanScale = (float)(1 / (1 - Math.Pow(LayoutForces.Beta1, epoch)));
        squareScale = (float)(1 / (1 - Math.Pow(LayoutForces.Beta2, epoch)));
    }

    /// <summary>Moves the cells [first, last).</summary>
    public void Run(int first, int last)
    {
        long longest = 0;
        for (int cell = first; cell < last; cell++) longest = Math.Max(longest, edges.RowOffsets[cell + 1] - edges.RowOffsets[cell]);
        var pulls = new DisplacementList((int)longest);
        var pushes = new DisplacementList(checked((int)longest * forces.NegativeSamples));
        for (int cell = first; cell < last; cell++)
        {
            Gather(cell, pulls, pushes);
            (float pullX, float pullY) = pulls.Sum(new Pull(forces));
            (float pushX, float pushY) = pushes.Sum(new Push(forces));
            Move(2 * cell, (2 * pullX) + pushX);
            Move((2 * cell) + 1, (2 * pullY) + pushY);
        }
    }

    private void Gather(int cell, DisplacementList pulls, DisplacementList pushes)
    {
        pulls.Clear();
        pushes.Clear();
        ReadOnlySpan<(float X, float Y)> positions = MemoryMarshal.Cast<float, (float, float)>(current);
        (float x, float y) = positions[cell];
        long start = edges.RowOffsets[cell];
        ReadOnlySpan<uint> rates = edges.RowValues(cell);
        ReadOnlySpan<int> others = edges.RowIndices(cell);
        for (int e = 0; e < rates.Length; e++)
        {
            if (!LayoutForces.IsDue(rates[e], epoch)) continue;
            (float otherX, float otherY) = positions[others[e]];
            pulls.Add(x - otherX, y - otherY);
            LayoutSamples samples = LayoutSamples.Of(key, start + e);
            for (int s = 0; s < forces.NegativeSamples; s++)
            {
                (otherX, otherY) = positions[samples.Next(positions.Length)];
                pushes.Add(x - otherX, y - otherY);
            }
        }
    }

    /// <summary>Moves one coordinate; its means lie at [x, y, x of squares, y of squares] of the cell.</summary>
    private void Move(int at, float gradient)
    {
        if (forces.Optimizer == LayoutOptimizer.GradientDescent)
        {
            next[at] = current[at] + (rate * gradient);
            return;
        }

        ref float mean = ref means[(2 * at) - (at & 1)];
        ref float square = ref means[(2 * at) - (at & 1) + 2];
        mean = ((float)LayoutForces.Beta1 * mean) + ((float)(1 - LayoutForces.Beta1) * gradient);
        square = ((float)LayoutForces.Beta2 * square) + ((float)(1 - LayoutForces.Beta2) * gradient * gradient);
        next[at] = current[at] + (rate * mean * meanScale / (MathF.Sqrt(square * squareScale) + (float)LayoutForces.Epsilon));
    }

    private interface IForce
    {
        Vector256<float> Of(Vector256<float> squared);
    }

    /// <summary>-2ab d^(2b) / (d^2 (1 + a d^(2b))); 0 at distance 0.</summary>
    private readonly struct Pull(LayoutForces forces) : IForce
    {
        private readonly Vector256<float> a = Vector256.Create((float)forces.A);
        private readonly Vector256<float> b = Vector256.Create((float)forces.B);
        private readonly Vector256<float> scale = Vector256.Create((float)(-2 * forces.A * forces.B));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Of(Vector256<float> squared)
        {
            Vector256<float> power = VectorPower.Of(squared, b);
            Vector256<float> force = scale * power / (squared * (Vector256<float>.One + (a * power)));
            return Vector256.ConditionalSelect(Vector256.GreaterThan(squared, Vector256<float>.Zero), force, Vector256<float>.Zero);
        }
    }

    /// <summary>2b / ((0.001 + d^2) (1 + a d^(2b))).</summary>
    private readonly struct Push(LayoutForces forces) : IForce
    {
        private readonly Vector256<float> a = Vector256.Create((float)forces.A);
        private readonly Vector256<float> b = Vector256.Create((float)forces.B);
        private readonly Vector256<float> scale = Vector256.Create((float)(2 * forces.B));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Of(Vector256<float> squared) =>
            scale / ((Vector256.Create(LayoutForces.Softening) + squared) * (Vector256<float>.One + (a * VectorPower.Of(squared, b))));
    }

    private sealed class DisplacementList(int capacity)
    {
        private readonly float[] x = new float[capacity + Lanes];
        private readonly float[] y = new float[capacity + Lanes];
        private int count;

        public void Clear() => count = 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(float dx, float dy)
        {
            x[count] = dx;
            y[count++] = dy;
        }

        public (float X, float Y) Sum<TForce>(TForce force) where TForce : struct, IForce
        {
            x.AsSpan(count, Lanes).Clear();
            y.AsSpan(count, Lanes).Clear();
            Vector256<float> sumX = default, sumY = default, high = Vector256.Create(LayoutForces.Clip), low = -high;
            ref float firstX = ref MemoryMarshal.GetArrayDataReference(x), firstY = ref MemoryMarshal.GetArrayDataReference(y);
            for (int i = 0; i < count; i += Lanes)
            {
                Vector256<float> dx = Vector256.LoadUnsafe(ref firstX, (nuint)i), dy = Vector256.LoadUnsafe(ref firstY, (nuint)i);
                Vector256<float> scale = force.Of((dx * dx) + (dy * dy));
                sumX += Vector256.Min(high, Vector256.Max(low, scale * dx));
                sumY += Vector256.Min(high, Vector256.Max(low, scale * dy));
            }

            return (Vector256.Sum(sumX), Vector256.Sum(sumY));
        }
    }
}
