using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Counts of some cells of a lot, no larger than the caps of their genes, that are multiplied many times: four bytes an entry where counts and genes fit.</summary>
/// <remarks>Sums of a lane have one order, whatever the width of the machine's vectors.</remarks>
internal abstract class ResidualRows
{
    /// <summary>The cells, as places in their lot.</summary>
    public required int[] Cells { get; init; }

    /// <summary>Counts times the rows of their genes.</summary>
    /// <param name="row">Row.</param>
    /// <param name="table">genes x <see cref="LotResiduals.Width"/>.</param>
    /// <param name="sums">Receives <see cref="LotResiduals.Width"/> sums.</param>
    public abstract void Gather(int row, LaneTable table, Span<float> sums);

    /// <summary>Adds counts times factors to the rows of their genes.</summary>
    /// <param name="row">Row.</param>
    /// <param name="factors"><see cref="LotResiduals.Width"/> factors.</param>
    /// <param name="table">genes x <see cref="LotResiduals.Width"/>.</param>
    public abstract void Scatter(int row, ReadOnlySpan<float> factors, LaneTable table);

    /// <summary>Copies rows.</summary>
    /// <param name="forEach">Runs a body for 0 .. count - 1, on several threads if it likes.</param>
    /// <param name="parts">The cells' counts, a part at a time, each with the number of cells before it.</param>
    /// <param name="cells">The cells, as places in their lot.</param>
    /// <param name="sums">Sums of the lot.</param>
    /// <param name="caps">Largest count of each gene, whole numbers.</param>
    public static ResidualRows Copy(Action<int, Action<int>> forEach, IEnumerable<(int First, CellRows Rows)> parts, int[] cells, LotSums sums, float[] caps) =>
        sums.AreShort && caps.Length <= ushort.MaxValue + 1 ? Copy<ShortEntry>(forEach, parts, cells, sums, caps) : Copy<LongEntry>(forEach, parts, cells, sums, caps);

    private static ResidualRows<T> Copy<T>(Action<int, Action<int>> forEach, IEnumerable<(int First, CellRows Rows)> parts, int[] cells, LotSums sums, float[] caps) where T : unmanaged, IEntry<T>
    {
        int[] offsets = new int[cells.Length + 1];
        for (int n = 0; n < cells.Length; n++) offsets[n + 1] = checked(offsets[n] + sums.Entries[cells[n]]);
        var entries = new T[offsets[^1]];
        foreach ((int first, CellRows rows) in parts)
        {
            forEach(rows.Count, i =>
            {
                ReadOnlySpan<int> genes = rows.Indices(i);
                ReadOnlySpan<float> counts = rows.Counts(i);
                Span<T> to = entries.AsSpan(offsets[first + i], genes.Length);
                for (int e = 0; e < genes.Length; e++) to[e] = T.Of(genes[e], counts[e] < caps[genes[e]] ? counts[e] : caps[genes[e]]);
            });
        }

        return new ResidualRows<T>(offsets, entries) { Cells = cells };
    }
}

/// <summary>A count of a gene.</summary>
internal interface IEntry<TSelf> where TSelf : IEntry<TSelf>
{
    int Gene { get; }

    float Count { get; }

    static abstract TSelf Of(int gene, float count);
}

/// <summary>A whole count below 2^16 of one of 2^16 genes.</summary>
internal readonly record struct ShortEntry(ushort Low, ushort High) : IEntry<ShortEntry>
{
    public int Gene => Low;

    public float Count => High;

    public static ShortEntry Of(int gene, float count) => new((ushort)gene, (ushort)count);
}

/// <summary>Any count of any gene.</summary>
internal readonly record struct LongEntry(int Gene, float Count) : IEntry<LongEntry>
{
    public static LongEntry Of(int gene, float count) => new(gene, count);
}

/// <summary>Rows of one kind of entries.</summary>
internal sealed class ResidualRows<T>(int[] offsets, T[] entries) : ResidualRows where T : unmanaged, IEntry<T>
{
    private const int Width = LotResiduals.Width, Half = Width / 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gather(int row, LaneTable table, Span<float> sums)
    {
        ref T entry = ref MemoryMarshal.GetArrayDataReference(entries);
        ref float from = ref MemoryMarshal.GetReference(table.All);
        int e = offsets[row], end = offsets[row + 1];
        // Entries of four places apart, so that sums need not wait for each other.
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> a = Vector512<float>.Zero, b = a, c = a, d = a;
            for (; e + 3 < end; e += 4)
            {
                T p = Unsafe.Add(ref entry, e), q = Unsafe.Add(ref entry, e + 1), r = Unsafe.Add(ref entry, e + 2), s = Unsafe.Add(ref entry, e + 3);
                a += Vector512.Create(p.Count) * Vector512.LoadUnsafe(ref from, (nuint)p.Gene * Width);
                b += Vector512.Create(q.Count) * Vector512.LoadUnsafe(ref from, (nuint)q.Gene * Width);
                c += Vector512.Create(r.Count) * Vector512.LoadUnsafe(ref from, (nuint)r.Gene * Width);
                d += Vector512.Create(s.Count) * Vector512.LoadUnsafe(ref from, (nuint)s.Gene * Width);
            }

            for (; e < end; e++)
            {
                T p = Unsafe.Add(ref entry, e);
                a += Vector512.Create(p.Count) * Vector512.LoadUnsafe(ref from, (nuint)p.Gene * Width);
            }

            (a + b + (c + d)).CopyTo(sums);
            return;
        }

        Vector256<float> a0 = Vector256<float>.Zero, b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
        for (; e + 3 < end; e += 4)
        {
            T p = Unsafe.Add(ref entry, e), q = Unsafe.Add(ref entry, e + 1), r = Unsafe.Add(ref entry, e + 2), s = Unsafe.Add(ref entry, e + 3);
            a0 += Vector256.Create(p.Count) * Vector256.LoadUnsafe(ref from, (nuint)p.Gene * Width);
            a1 += Vector256.Create(p.Count) * Vector256.LoadUnsafe(ref from, ((nuint)p.Gene * Width) + Half);
            b0 += Vector256.Create(q.Count) * Vector256.LoadUnsafe(ref from, (nuint)q.Gene * Width);
            b1 += Vector256.Create(q.Count) * Vector256.LoadUnsafe(ref from, ((nuint)q.Gene * Width) + Half);
            c0 += Vector256.Create(r.Count) * Vector256.LoadUnsafe(ref from, (nuint)r.Gene * Width);
            c1 += Vector256.Create(r.Count) * Vector256.LoadUnsafe(ref from, ((nuint)r.Gene * Width) + Half);
            d0 += Vector256.Create(s.Count) * Vector256.LoadUnsafe(ref from, (nuint)s.Gene * Width);
            d1 += Vector256.Create(s.Count) * Vector256.LoadUnsafe(ref from, ((nuint)s.Gene * Width) + Half);
        }

        for (; e < end; e++)
        {
            T p = Unsafe.Add(ref entry, e);
            a0 += Vector256.Create(p.Count) * Vector256.LoadUnsafe(ref from, (nuint)p.Gene * Width);
            a1 += Vector256.Create(p.Count) * Vector256.LoadUnsafe(ref from, ((nuint)p.Gene * Width) + Half);
        }

        (a0 + b0 + (c0 + d0)).CopyTo(sums);
        (a1 + b1 + (c1 + d1)).CopyTo(sums[Half..]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scatter(int row, ReadOnlySpan<float> factors, LaneTable table)
    {
        ref T entry = ref MemoryMarshal.GetArrayDataReference(entries);
        ref float to = ref MemoryMarshal.GetReference(table.All);
        int end = offsets[row + 1];
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> f = Vector512.Create(factors);
            for (int e = offsets[row]; e < end; e++)
            {
                T p = Unsafe.Add(ref entry, e);
                ref float at = ref Unsafe.Add(ref to, (nint)p.Gene * Width);
                (Vector512.LoadUnsafe(ref at) + (f * Vector512.Create(p.Count))).StoreUnsafe(ref at);
            }

            return;
        }

        Vector256<float> low = Vector256.Create(factors[..Half]), high = Vector256.Create(factors[Half..]);
        for (int e = offsets[row]; e < end; e++)
        {
            T p = Unsafe.Add(ref entry, e);
            Vector256<float> x = Vector256.Create(p.Count);
            ref float at = ref Unsafe.Add(ref to, (nint)p.Gene * Width);
            (Vector256.LoadUnsafe(ref at) + (low * x)).StoreUnsafe(ref at);
            (Vector256.LoadUnsafe(ref at, Half) + (high * x)).StoreUnsafe(ref at, Half);
        }
    }
}
