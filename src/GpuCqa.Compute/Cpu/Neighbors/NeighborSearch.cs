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
        PointFrame frame = PointFrame.Around(references, problem.ReferenceNorms, queries, problem.QueryNorms);
        using PackedPoints rows = PackedPoints.Pack(device, queries, problem.QueryNorms, frame, TTile.Rows, BlockPoints, float.PositiveInfinity);
        using PackedPoints columns = PackedPoints.Pack(device, references, problem.ReferenceNorms, frame, TTile.Columns, BlockPoints, float.PositiveInfinity);
        var margin = new ScoreMargin(queries.Columns, rankingError * frame.Scale * frame.Scale);
        CandidateBlock Candidates(int block) =>
            new(block * BlockPoints, Math.Min(BlockPoints, queries.Rows - (block * BlockPoints)), problem, rows, columns, margin);
        void Finish(int block, CandidateBlock candidates)
        {
            for (int q = 0; q < Math.Min(BlockPoints, queries.Rows - (block * BlockPoints)); q++) candidates.Finish(q, table);
        }

        if (oneSet && (long)queries.Rows * CandidateBlock.CapacityFor(problem.K) * 8 <= SymmetricBytes)
        {
            var all = new CandidateBlock[rows.Blocks];
            device.ForEach(rows.Blocks, b => BlockPair(b, b, all[b] = Candidates(b), null, rows, columns));
            var pairs = new BlockTournament(rows.Blocks);
            device.ForEach(pairs.Count, i =>
            {
                (int a, int b) = pairs[i];
                // Locks in order of the blocks: two threads never hold what the other waits for.
                lock (all[a])
                {
                    lock (all[b]) BlockPair(a, b, all[a], all[b], rows, columns);
                }
            });
            device.ForEach(rows.Blocks, b => Finish(b, all[b]));
            return;
        }

        device.ForEach(rows.Blocks, b =>
        {
            CandidateBlock candidates = Candidates(b);
            for (int c = 0; c < columns.Blocks; c++) BlockPair(b, c, candidates, null, rows, columns);
            Finish(b, candidates);
        });
    }

    /// <summary>Scores block a of the queries against block b of the references, and the other way round when <paramref name="mirrored"/> is given.</summary>
    private static void BlockPair(int a, int b, CandidateBlock candidates, CandidateBlock? mirrored, PackedPoints rows, PackedPoints columns)
    {
        float* rowThresholds = stackalloc float[BlockPoints + 16], bias = stackalloc float[BlockPoints + 16], columnThresholds = stackalloc float[BlockPoints + 16];
        rowThresholds = Align(rowThresholds);
        bias = Align(bias);
        columnThresholds = Align(columnThresholds);
        float* tile = stackalloc float[(TTile.Rows * TTile.Columns) + 16];
        tile = Align(tile);
        float* rowHalf = rows.HalfNorms(a), columnHalf = columns.HalfNorms(b);
        int rowCount = Math.Min(BlockPoints, rows.Count - (a * BlockPoints)), columnCount = Math.Min(BlockPoints, columns.Count - (b * BlockPoints));
        for (int i = 0; i < BlockPoints; i++)
        {
            rowThresholds[i] = i < rowCount ? RowThreshold(candidates, i, b) : float.PositiveInfinity;
            bias[i] = -columnHalf[i];
            columnThresholds[i] = mirrored is not null && i < columnCount ? ColumnThreshold(mirrored, i, a, columnHalf[i]) : float.PositiveInfinity;
        }

        int rowPanels = (rowCount + TTile.Rows - 1) / TTile.Rows, columnPanels = (columnCount + TTile.Columns - 1) / TTile.Columns;
        for (int cp = 0; cp < columnPanels; cp++)
        {
            int column = cp * TTile.Columns;
            float* panel = columns.Panel(b, cp);
            float* mirrorThresholds = mirrored is null ? null : columnThresholds + column;
            for (int rp = 0; rp < rowPanels; rp++)
            {
                int row = rp * TTile.Rows;
                uint hits = TTile.Run(rows.Panel(a, rp), panel, rows.Depth, bias + column, rowThresholds + row, rowHalf + row, mirrorThresholds, tile);
                if (hits == 0) continue;
                for (uint left = hits & 0xFFFF; left != 0; left &= left - 1)
                {
                    int r = BitOperations.TrailingZeroCount(left);
                    KeepRow(tile + (r * TTile.Columns), row + r, column, b, candidates, rowThresholds);
                }

                for (uint left = hits >> 16; left != 0; left &= left - 1)
                {
                    int v = BitOperations.TrailingZeroCount(left);
                    KeepColumns(tile, v, row, column, a, mirrored!, rowHalf, columnHalf, columnThresholds);
                }
            }
        }
    }

    private static void KeepRow(float* scores, int query, int column, int referenceBlock, CandidateBlock candidates, float* thresholds)
    {
        int width = TTile.Columns / TTile.Vectors;
        for (int v = 0; v < TTile.Vectors; v++)
        {
            float* at = scores + (v * width);
            for (uint mask = TTile.RowMask(at, thresholds[query]); mask != 0; mask &= mask - 1)
            {
                int c = BitOperations.TrailingZeroCount(mask);
                if (candidates.Add(query, (referenceBlock * BlockPoints) + column + (v * width) + c, at[c])) thresholds[query] = RowThreshold(candidates, query, referenceBlock);
            }
        }
    }

    private static void KeepColumns(float* tile, int vector, int row, int column, int referenceBlock, CandidateBlock candidates, float* rowHalf, float* columnHalf, float* thresholds)
    {
        int width = TTile.Columns / TTile.Vectors;
        int first = column + (vector * width);
        for (int r = 0; r < TTile.Rows; r++)
        {
            float* at = tile + (r * TTile.Columns) + (vector * width);
            for (uint mask = TTile.ColumnMask(at, rowHalf[row + r], thresholds + first); mask != 0; mask &= mask - 1)
            {
                int query = first + BitOperations.TrailingZeroCount(mask);
                // The tile holds dot - half norm of the column; the column's own score takes the half norm of the row instead.
                float score = (float)((double)at[query - first] + columnHalf[query] - rowHalf[row + r]);
                if (candidates.Add(query, (referenceBlock * BlockPoints) + row + r, score)) thresholds[query] = ColumnThreshold(candidates, query, referenceBlock, columnHalf[query]);
            }
        }
    }

    private static float RowThreshold(CandidateBlock candidates, int query, int referenceBlock) => Below(candidates.Threshold(query, referenceBlock));

    private static float ColumnThreshold(CandidateBlock candidates, int query, int referenceBlock, float halfNorm)
    {
        double threshold = candidates.Threshold(query, referenceBlock) - halfNorm;
        // The tile compares after one more float32 subtraction; a few units of the threshold's own size cover its rounding.
        return Below(threshold - (Math.Abs(threshold) * 5e-7));
    }

    /// <summary>A float32 strictly below, so that "greater than" keeps equality.</summary>
    private static float Below(double value) => double.IsNegativeInfinity(value) ? float.NegativeInfinity : MathF.BitDecrement(MathF.BitDecrement((float)value));

    private static float* Align(float* pointer) => (float*)(((nuint)pointer + 63) & ~(nuint)63);
}
