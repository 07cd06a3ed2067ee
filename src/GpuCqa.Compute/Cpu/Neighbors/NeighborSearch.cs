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

    /// <summary>Bytes of candidate lists up to which one set is searched by symmetry, for which the lists of all queries live at once.</summary>
    private const long SymmetricBytes = 1L << 31;

    /// <summary>Searches; every query's neighbours go to the table.</summary>
    public static void Run(ComputeDevice device, NeighborProblem problem, double rankingError, NeighborTable table)
    {
        (DenseMatrix<float> queries, DenseMatrix<float> references) = (problem.Queries, problem.References);
        bool oneSet = ReferenceEquals(queries.Values, references.Values);
        PointFrame frame = PointFrame.Around(device, references, problem.ReferenceNorms, queries, problem.QueryNorms);
        using PackedPoints rows = PackedPoints.Pack(device, queries, problem.QueryNorms, frame, TTile.Rows, BlockPoints, float.PositiveInfinity);
        using PackedPoints columns = PackedPoints.Pack(device, references, problem.ReferenceNorms, frame, TTile.Columns, BlockPoints, float.PositiveInfinity);
        var margin = new ScoreMargin(queries.Columns, rankingError * frame.Scale * frame.Scale);
        CandidateBlock Candidates(int block) =>
            new(block * BlockPoints, Math.Min(BlockPoints, queries.Rows - (block * BlockPoints)), problem, TTile.Selection);
        void Finish(int block, CandidateBlock candidates)
        {
            for (int q = 0; q < Math.Min(BlockPoints, queries.Rows - (block * BlockPoints)); q++) candidates.Finish(q, table);
        }

        if (oneSet && queries.Rows * CandidateBlock.BytesPerQuery(problem.K) <= SymmetricBytes)
        {
            var all = new CandidateBlock[rows.Blocks];
            device.ForEach(rows.Blocks, b => BlockPair(b, b, all[b] = Candidates(b), null, rows, columns, margin));
            var pairs = new BlockTournament(rows.Blocks);
            device.ForEach(pairs.Count, i =>
            {
                (int a, int b) = pairs[i];
                // Locks in order of the blocks: two threads never hold what the other waits for.
                lock (all[a])
                {
                    lock (all[b]) BlockPair(a, b, all[a], all[b], rows, columns, margin);
                }
            });
            device.ForEach(rows.Blocks, b => Finish(b, all[b]));
            return;
        }

        var spare = new ConcurrentBag<CandidateBlock>();
        device.ForEach(rows.Blocks, b =>
        {
            // Blocks but the last are of one size: the lists of one serve the next.
            if (!spare.TryTake(out CandidateBlock? candidates)) candidates = new CandidateBlock(0, BlockPoints, problem, TTile.Selection);
            candidates.Restart(b * BlockPoints);
            for (int c = 0; c < columns.Blocks; c++) BlockPair(b, c, candidates, null, rows, columns, margin);
            Finish(b, candidates);
            spare.Add(candidates);
        });
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
