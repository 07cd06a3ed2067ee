using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>One epoch of a layout on the CPU.</summary>
/// <remarks>
/// Which neighbours of a cell are due is decided eight at a time; the displacements to them and to their random cells are gathered into two lists, a pair of
/// coordinates with one load and one store each (the addresses are random), and the forces of a list are evaluated eight at a time. Lists are padded with zero
/// displacements, which pull and push nothing. Always eight lanes, whatever the register width, and no fused multiply-add: the sums have the same bits on every CPU.
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
        // A position is moved as the 64 bits of its two coordinates.
        ReadOnlySpan<double> positions = MemoryMarshal.Cast<float, double>(current);
        Vector128<float> own = Vector128.CreateScalar(positions[cell]).AsSingle();
        long start = edges.RowOffsets[cell];
        ReadOnlySpan<uint> rates = edges.RowValues(cell);
        ReadOnlySpan<int> others = edges.RowIndices(cell);
        for (int first = 0; first < rates.Length; first += Lanes)
        {
            for (uint due = Due(rates[first..]); due != 0; due &= due - 1)
            {
                int e = first + BitOperations.TrailingZeroCount(due);
                pulls.Add(own - Vector128.CreateScalar(positions[others[e]]).AsSingle());
                LayoutSamples samples = LayoutSamples.Of(key, start + e);
                for (int s = 0; s < forces.NegativeSamples; s++) pushes.Add(own - Vector128.CreateScalar(positions[samples.Next(positions.Length)]).AsSingle());
            }
        }
    }

    /// <summary>Bit i is set when the edge with the i-th of the next eight rates is due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Due(ReadOnlySpan<uint> rates)
    {
        if (rates.Length >= Lanes)
        {
            Vector256<uint> rate = Vector256.Create(rates);
            return Vector256.LessThan((rate * Vector256.Create((uint)epoch)) & Vector256.Create(LayoutForces.EveryEpoch - 1), rate).ExtractMostSignificantBits();
        }

        uint due = 0;
        for (int i = 0; i < rates.Length; i++) due |= LayoutForces.IsDue(rates[i], epoch) ? 1u << i : 0;
        return due;
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

    /// <summary>Displacements x, y, x, y, ...</summary>
    private sealed class DisplacementList(int capacity)
    {
        private readonly float[] pairs = new float[2 * (capacity + Lanes)];
        private int count;

        public void Clear() => count = 0;

        /// <summary>Adds the lower two lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector128<float> pair) => MemoryMarshal.Cast<float, double>(pairs.AsSpan())[count++] = pair.AsDouble().ToScalar();

        public (float X, float Y) Sum<TForce>(TForce force) where TForce : struct, IForce
        {
            pairs.AsSpan(2 * count, 2 * Lanes).Clear();
            Vector256<float> sumX = default, sumY = default, high = Vector256.Create(LayoutForces.Clip), low = -high;
            ref float first = ref MemoryMarshal.GetArrayDataReference(pairs);
            for (int i = 0; i < count; i += Lanes)
            {
                (Vector256<float> dx, Vector256<float> dy) = Apart(ref Unsafe.Add(ref first, 2 * i));
                Vector256<float> scale = force.Of((dx * dx) + (dy * dy));
                sumX += Vector256.Min(high, Vector256.Max(low, scale * dx));
                sumY += Vector256.Min(high, Vector256.Max(low, scale * dy));
            }

            return (Vector256.Sum(sumX), Vector256.Sum(sumY));
        }

        /// <summary>The x and the y of eight pairs, in order.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector256<float> X, Vector256<float> Y) Apart(ref float from)
        {
            if (!Vector256.IsHardwareAccelerated)
            {
                Span<float> x = stackalloc float[Lanes], y = stackalloc float[Lanes];
                for (int i = 0; i < Lanes; i++) (x[i], y[i]) = (Unsafe.Add(ref from, 2 * i), Unsafe.Add(ref from, (2 * i) + 1));
                return (Vector256.Create<float>(x), Vector256.Create<float>(y));
            }

            Vector256<int> order = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
            Vector256<float> left = Vector256.Shuffle(Vector256.LoadUnsafe(ref from), order), right = Vector256.Shuffle(Vector256.LoadUnsafe(ref from, Lanes), order);
            return (Vector256.Create(left.GetLower(), right.GetLower()), Vector256.Create(left.GetUpper(), right.GetUpper()));
        }
    }
}
