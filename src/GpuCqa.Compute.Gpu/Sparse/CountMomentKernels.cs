using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Column sums, sums of squares and non-zeros of integer counts, in integers: exact, so no order of additions matters.</summary>
/// <remarks>
/// A group keeps two packed words a column for a tile of columns in shared memory and passes over the tile's segment of each of its rows: values and
/// columns are read once, in runs of some hundred neighbours. Two 32-bit atomic additions in shared memory an entry (native instructions), none in device
/// memory but for counts of 64 and more, which are rare; tables are then written out whole and added by one thread a column.
/// Traffic: 8 bytes an entry, 8 bytes x columns a part of rows twice, and 4 bytes x tiles a row for where segments start. 24 KB of shared memory a
/// group and 32 registers a thread let eight groups of 256 threads fill a multiprocessor of an H100. About 24 instructions an entry (sm_90), a third of what its
/// cores issue while its memory brings 8 bytes: memory is the bound. Float64 sums in a fixed order would need a barrier between rows or a table for every
/// warp, too few lanes to keep memory busy; integers need neither. In a block of 8,192 rows parts are short and the tables a quarter of the traffic, in one of 64k rows 5 %.
/// </remarks>
internal static class CountMomentKernels
{
    /// <summary>Columns of a tile.</summary>
    public const int TileColumns = 3072;

    /// <summary>Rows that one group sums at most, so that packed words cannot overflow: 2^12 x 63 sums in 18 bits above 13 bits of non-zeros.</summary>
    public const int MaxPartRows = 1 << 12;

    /// <summary>Largest count that the packed words take.</summary>
    public const int MaxPacked = 63;

    /// <summary>Largest count taken at all; its square times <see cref="MaxRows"/> stays below 2^63.</summary>
    public const int MaxCount = 1 << 19;

    /// <summary>Rows that are summed at most.</summary>
    public const int MaxRows = 1 << 24;

    /// <summary>Sums of one kind over all columns, one after the other in the result: sum, squares, non-zeros, entries above the limit.</summary>
    public const int Kinds = 4;

    private const int CountBits = 13;
    private const int CountMask = (1 << CountBits) - 1;

    /// <summary>Where in its row each tile's segment starts: tile by tile, row by row; tile 0 starts at 0 and has no place here.</summary>
    /// <remarks>One thread a row and tile, a binary search: some 250 bytes of a row's columns are read, little beside the row.</remarks>
    [Kernel]
    public static void Segments(CsrView<float> counts, int tiles, ArrayView<int> starts)
    {
        long items = (long)(tiles - 1) * counts.Rows;
        for (long item = Grid.GlobalIndex.X; item < items; item += GridSpan.X)
        {
            int r = (int)(item % counts.Rows), first = ((int)(item / counts.Rows) + 1) * TileColumns, n = counts.Count(r);
            ArrayView<int> columns = counts.RowColumns(r, n);
            int low = 0, high = n;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (columns[middle] < first) low = middle + 1;
                else high = middle;
            }

            starts[item] = low;
        }
    }

    /// <summary>Sums one tile of columns over one part of the rows; anything but a count up to <see cref="MaxCount"/> sets the fault.</summary>
    /// <param name="counts">cells x genes.</param>
    /// <param name="shape">How the work is cut.</param>
    /// <param name="starts">From <see cref="Segments"/>.</param>
    /// <param name="limits">Per column the largest count that is summed; larger ones are only counted. Unused unless the shape says so.</param>
    /// <param name="parts">Two words a part and column.</param>
    /// <param name="sums">Receives counts beyond the packed words.</param>
    /// <param name="fault">Becomes 1 where a value is no such count.</param>
    [Kernel]
    public static void Parts(CsrView<float> counts, CountMomentShape shape, ArrayView<int> starts, ArrayView<int> limits, ArrayView<int> parts, ArrayView<long> sums, ArrayView<int> fault)
    {
        ArrayView<int> table = SharedMemory.Allocate<int>(2 * TileColumns);
        int tile = Grid.IdxX % shape.Tiles, part = Grid.IdxX / shape.Tiles, firstColumn = tile * TileColumns;
        int width = shape.Columns - firstColumn < TileColumns ? shape.Columns - firstColumn : TileColumns;
        for (int i = Group.IdxX; i < 2 * TileColumns; i += Group.DimX) table[i] = 0;
        Group.Barrier();
        int lastRow = (part + 1) * shape.PartRows < counts.Rows ? (part + 1) * shape.PartRows : counts.Rows;
        RowTeam team = RowTeam.OfGroup(part * shape.PartRows);
        for (int r = team.First; r < lastRow; r += team.Stride)
        {
            int n = counts.Count(r);
            int from = tile == 0 ? 0 : starts[((long)(tile - 1) * counts.Rows) + r], to = tile == shape.Tiles - 1 ? n : starts[((long)tile * counts.Rows) + r];
            ArrayView<float> values = counts.RowValues(r, n);
            ArrayView<int> columns = counts.RowColumns(r, n);
            int i = from + team.Lane, lanes = team.Lanes;
            for (; i < to - lanes; i += 2 * lanes)
            {
                float x = values[i], y = values[i + lanes];
                int c = columns[i], d = columns[i + lanes];
                Add(x, c, firstColumn, shape, limits, table, sums, fault);
                Add(y, d, firstColumn, shape, limits, table, sums, fault);
            }

            if (i < to) Add(values[i], columns[i], firstColumn, shape, limits, table, sums, fault);
        }

        Group.Barrier();
        long at = 2L * (((long)part * shape.Columns) + firstColumn);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            parts[at + i] = table[i];
            parts[at + width + i] = table[TileColumns + i];
        }
    }

    /// <summary>Adds the tables of all parts to the sums, one thread a column.</summary>
    [Kernel]
    public static void Total(CountMomentShape shape, ArrayView<int> parts, ArrayView<long> sums)
    {
        for (int c = Grid.GlobalIndex.X; c < shape.Columns; c += GridSpan.X)
        {
            int firstColumn = c / TileColumns * TileColumns;
            int width = shape.Columns - firstColumn < TileColumns ? shape.Columns - firstColumn : TileColumns;
            long sum = 0, squares = 0, nonZeros = 0;
            for (int part = 0; part < shape.Parts; part++)
            {
                long at = (2L * (((long)part * shape.Columns) + firstColumn)) + (c - firstColumn);
                int packed = parts[at];
                sum += packed >> CountBits;
                nonZeros += packed & CountMask;
                squares += parts[at + width];
            }

            sums[c] += sum;
            sums[shape.Columns + c] += squares;
            sums[(2 * shape.Columns) + c] += nonZeros;
        }
    }

    private static void Add(float x, int column, int firstColumn, CountMomentShape shape, ArrayView<int> limits, ArrayView<int> table, ArrayView<long> sums, ArrayView<int> fault)
    {
        // The column is part of the test so that its read is not put off behind it: both reads are under way together.
        if (x == 0 | column < 0) return;
        if (!(x > 0 && x <= MaxCount))
        {
            fault[0] = 1;
            return;
        }

        int count = (int)x;
        if (count != x)
        {
            fault[0] = 1;
        }
        else if (shape.Limited != 0 && count > limits[column])
        {
            Atomic.Add(ref sums[(3 * shape.Columns) + column], 1L);
        }
        else if (count <= MaxPacked)
        {
            Atomic.Add(ref table[column - firstColumn], (count << CountBits) | 1);
            Atomic.Add(ref table[TileColumns + (column - firstColumn)], count * count);
        }
        else
        {
            Atomic.Add(ref sums[column], (long)count);
            Atomic.Add(ref sums[shape.Columns + column], (long)count * count);
            Atomic.Add(ref sums[(2 * shape.Columns) + column], 1L);
        }
    }
}
