using System.Collections.Concurrent;
using System.Numerics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Exact nearest neighbours: float32 scores in register tiles find the candidates, float64 distances decide.</summary>
/// <typeparam name="TTile">Score tile of a vector width.</typeparam>
internal static unsafe class NeighborSearch<TTile> where TTile : struct, IScoreTile
{
    /// <summary>Points of a block: a multiple of every tile, small enough that two packed blocks stay in the second-level cache.</summary>
    private const int BlockPoints = 480;

    /// <summary>Points from which on it pays to bring a set into an order in which neighbours lie close to each other.</summary>
    private const int OrderedPoints = 10_000;

    /// <summary>Dimensions in which that order is made, and blocks are measured: principal components come by spread, and the last ones, mostly noise, would only widen the blocks.</summary>
    private const int Leading = 16;

    /// <summary>Searches; every query's neighbours go to the table.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="problem">What is searched.</param>
    /// <param name="rankingError">Absolute error of the float64 distances that rank neighbours.</param>
    /// <param name="table">Receives the neighbours.</param>
    /// <param name="stripeBytes">Bytes of candidate lists that live at once where a set is searched within itself.</param>
    /// <param name="orderedPoints">Points from which on a set is brought into order.</param>
    public static void Run(ComputeDevice device, NeighborProblem problem, double rankingError, NeighborTable table, long stripeBytes = CpuDevice.NeighborListBytes, int orderedPoints = OrderedPoints)
    {
        (DenseMatrix<float> queries, DenseMatrix<float> references) = (problem.Queries, problem.References);
        bool oneSet = ReferenceEquals(queries.Values, references.Values);
        if (oneSet && problem.ReferenceNorms is null && references.Rows >= orderedPoints) problem = problem with { Order = ReferenceGroups.Of(device, references, Math.Min(references.Columns, Leading)).Order };
        PointFrame frame = PointFrame.Around(device, references, problem.ReferenceNorms, queries, problem.QueryNorms);
        using PackedPoints rows = PackedPoints.Pack(device, queries, problem.QueryNorms, frame, TTile.Rows, BlockPoints, problem.Order, float.PositiveInfinity);
        using PackedPoints columns = PackedPoints.Pack(device, references, problem.ReferenceNorms, frame, TTile.Columns, BlockPoints, problem.Order, float.PositiveInfinity);
        var margin = new ScoreMargin(queries.Columns, rankingError * frame.Scale * frame.Scale);
        if (oneSet) WithinItself(device, problem, table, stripeBytes, frame, rows, columns, margin);
        else AgainstAnother(device, problem, table, rows, columns, margin);
    }

    private static void AgainstAnother(ComputeDevice device, NeighborProblem problem, NeighborTable table, PackedPoints rows, PackedPoints columns, ScoreMargin margin)
    {
        var spare = new ConcurrentBag<(CandidateBlock Lists, AlignedBuffer<byte> Memory)>();
        device.ForEach(rows.Blocks, b =>
        {
            // Blocks but the last are of one size: the lists of one serve the next.
            if (!spare.TryTake(out (CandidateBlock Lists, AlignedBuffer<byte> Memory) own))
            {
                var memory = new AlignedBuffer<byte>(BlockPoints * CandidateBlock.BytesPerQuery(problem.K));
                own = (new CandidateBlock(0, BlockPoints, problem, TTile.Selection, memory.Pointer), memory);
            }

            own.Lists.Restart(b * BlockPoints);
            for (int c = 0; c < columns.Blocks; c++) BlockPair(b, c, own.Lists, null, rows, columns, margin);
            Finish(b, own.Lists, rows, table);
            spare.Add(own);
        });
        foreach ((_, AlignedBuffer<byte> memory) in spare) memory.Dispose();
    }

    /// <summary>Every pair of blocks once where both lie in one stripe of queries, whose lists live at once; queries of a stripe against the blocks outside of it one way.</summary>
    private static void WithinItself(
        ComputeDevice device, NeighborProblem problem, NeighborTable table, long stripeBytes, PointFrame frame, PackedPoints rows, PackedPoints columns, ScoreMargin margin)
    {
        BlockReach? reach = problem.Order is null ? null : BlockReach.Of(device, problem, frame, rows, margin, Leading);
        long blockBytes = BlockPoints * CandidateBlock.BytesPerQuery(problem.K);
        int most = (int)Math.Clamp(stripeBytes / blockBytes, 1, rows.Blocks), stripes = (rows.Blocks + most - 1) / most, size = (rows.Blocks + stripes - 1) / stripes;
        using var memory = new AlignedBuffer<byte>(size * blockBytes);
        var lists = new CandidateBlock[size];
        for (int i = 0; i < size; i++) lists[i] = new CandidateBlock(0, BlockPoints, problem, TTile.Selection, memory.Pointer + (i * blockBytes));
        for (int first = 0; first < rows.Blocks; first += size)
        {
            int begin = first, here = Math.Min(size, rows.Blocks - first);
            device.ForEach(here, i =>
            {
                lists[i].Restart((begin + i) * BlockPoints);
                BlockPair(begin + i, begin + i, lists[i], null, rows, columns, margin);
            });
            var pairs = new BlockTournament(here);
            device.ForEach(pairs.Count, p =>
            {
                (int low, int high) = pairs[p];
                (int a, int b) = (begin + low, begin + high);
                // Locks in order of the blocks: two threads never hold what the other waits for.
                lock (lists[low])
                {
                    lock (lists[high])
                    {
                        bool forLow = reach?.Reaches(a, lists[low], b) ?? true, forHigh = reach?.Reaches(b, lists[high], a) ?? true;
                        if (forLow) BlockPair(a, b, lists[low], forHigh ? lists[high] : null, rows, columns, margin);
                        else if (forHigh) BlockPair(b, a, lists[high], null, rows, columns, margin);
                    }
                }
            });
            device.ForEach(here, i =>
            {
                int own = begin + i;
                foreach (int other in reach?.ByDistance(own) ?? [.. Enumerable.Range(0, rows.Blocks)])
                {
                    if (other >= begin && other < begin + here) continue;
                    if (reach?.Reaches(own, lists[i], other) ?? true) BlockPair(own, other, lists[i], null, rows, columns, margin);
                }

                Finish(own, lists[i], rows, table);
            });
        }
    }

    private static void Finish(int block, CandidateBlock candidates, PackedPoints rows, NeighborTable table)
    {
        for (int q = 0; q < Math.Min(BlockPoints, rows.Count - (block * BlockPoints)); q++) candidates.Finish(q, table);
    }

    /// <summary>Scores block a of the queries against block b of the references, and the other way round when <paramref name="mirrored"/> is given.</summary>
    private static void BlockPair(int a, int b, CandidateBlock candidates, CandidateBlock? mirrored, PackedPoints rows, PackedPoints columns, ScoreMargin margin)
    {
        float* memory = stackalloc float[(5 * BlockPoints) + (TTile.Rows * TTile.Columns) + 16];
        memory = (float*)(((nuint)memory + 63) & ~(nuint)63);
        float* bias = memory;
        var rowSide = new ThresholdSide(candidates, memory + BlockPoints, memory + (2 * BlockPoints), null, b * BlockPoints);
        var columnSide = new ThresholdSide(mirrored, memory + (3 * BlockPoints), memory + (4 * BlockPoints), columns.HalfNorms(b), a * BlockPoints);
        float* tile = memory + (5 * BlockPoints), rowHalf = rows.HalfNorms(a), columnHalf = columns.HalfNorms(b);
        int rowCount = Math.Min(BlockPoints, rows.Count - (a * BlockPoints)), columnCount = Math.Min(BlockPoints, columns.Count - (b * BlockPoints));
        for (int i = 0; i < BlockPoints; i++) bias[i] = -columnHalf[i];
        rowSide.Start(BlockPoints, rowCount, a * BlockPoints, rows, columns.BlockNorm(b), margin);
        if (mirrored is not null) columnSide.Start(BlockPoints, columnCount, b * BlockPoints, columns, rows.BlockNorm(a), margin);

        int rowPanels = (rowCount + TTile.Rows - 1) / TTile.Rows, columnPanels = (columnCount + TTile.Columns - 1) / TTile.Columns;
        for (int cp = 0; cp < columnPanels; cp++)
        {
            int column = cp * TTile.Columns;
            float* panel = columns.Panel(b, cp);
            float* mirrorThresholds = mirrored is null ? null : columnSide.Thresholds + column;
            for (int rp = 0; rp < rowPanels; rp++)
            {
                int row = rp * TTile.Rows;
                uint hits = TTile.Run(rows.Panel(a, rp), panel, rows.Depth, bias + column, rowSide.Thresholds + row, rowHalf + row, mirrorThresholds, tile);
                if (hits == 0) continue;
                for (uint left = hits & 0xFFFF; left != 0; left &= left - 1)
                {
                    int r = BitOperations.TrailingZeroCount(left);
                    KeepRow(tile + (r * TTile.Columns), row + r, column, rowSide);
                }

                for (uint left = hits >> 16; left != 0; left &= left - 1) KeepColumns(tile, BitOperations.TrailingZeroCount(left), row, column, columnSide, rowHalf, columnHalf);
            }
        }
    }

    private static void KeepRow(float* scores, int query, int column, in ThresholdSide side)
    {
        int width = TTile.Columns / TTile.Vectors;
        for (int v = 0; v < TTile.Vectors; v++)
        {
            float* at = scores + (v * width);
            uint mask = TTile.RowMask(at, side.Thresholds[query]);
            if (mask != 0) side.KeepAbove<TTile>(query, column + (v * width), at, mask);
        }
    }

    private static void KeepColumns(float* tile, int vector, int row, int column, in ThresholdSide side, float* rowHalf, float* columnHalf)
    {
        int width = TTile.Columns / TTile.Vectors;
        int first = column + (vector * width);
        for (int r = 0; r < TTile.Rows; r++)
        {
            float* at = tile + (r * TTile.Columns) + (vector * width);
            for (uint mask = TTile.ColumnMask(at, rowHalf[row + r], side.Thresholds + first); mask != 0; mask &= mask - 1)
            {
                int query = first + BitOperations.TrailingZeroCount(mask);
                // The tile holds dot - half norm of the column; the column's own score takes the half norm of the row instead.
                side.Keep(query, row + r, (float)((double)at[query - first] + columnHalf[query] - rowHalf[row + r]));
            }
        }
    }
}
