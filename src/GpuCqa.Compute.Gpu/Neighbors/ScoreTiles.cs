using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Scores of blocks of queries against blocks of references, tested against the queries' thresholds and never written.</summary>
/// <remarks>
/// A group of side x side threads scores 8 side queries against 8 side references: 8 x 8 a thread, in registers. The score of two points is minus half their squared
/// distance, dot - half norm - half norm, raised to an upper bound by half norms that were shrunk when the points were packed.
/// Memory: a block of points holds coordinate 0 of all its points, then coordinate 1 and so on, so a chunk of coordinates is one contiguous piece. Each thread
/// brings three 16-byte quads of the next chunk (queries, then references) into registers while the present one is multiplied from shared memory, and puts them
/// into the other half of the stage: one barrier a chunk. Multiplying a pair of coordinates reads eight quads of shared memory for 128 multiply-adds; the 32 lanes of a
/// warp lie 8 x 4, so that each read is one conflict-free pass over the banks.
/// Occupancy: 127 registers a thread and 24 KB a group of 256, no spills (ptxas, sm_90): two groups a multiprocessor, one of them at work while the other waits at its barrier.
/// In the compiled inner loop 128 of 143 instructions are multiply-adds; with staging, start and test of a tile of 50 coordinates, 3200 of about 4160: issue of
/// multiply-adds bounds the kernel. The code is written out because ILGPU does not unroll loops, and keeps no array in registers.
/// </remarks>
internal static class ScoreTiles
{
    /// <summary>Quads of the next chunk that a thread brings: an upper limit for a chunk's coordinates (3 side / 4).</summary>
    public const int QuadsPerThread = 3;

    /// <summary>Groups of 256 threads: blocks of 128 points.</summary>
    [Kernel]
    public static void Score256(
        ArrayView<Float4> points, ArrayView<float> halves, ArrayView<Float4> thresholds, ArrayView<int> counts, ArrayView<Candidate> candidates, ScorePass pass)
    {
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        Score(16, (8 * (warp & 1)) + (lane & 7), (4 * (warp >> 1)) + (lane >> 3), SharedMemory.Allocate<Float4>(2 * 3 * 256), points, halves, thresholds, counts, candidates, pass);
    }

    /// <summary>Groups of 64 threads: blocks of 64 points, for devices that have no larger groups or pay for each thread.</summary>
    [Kernel]
    public static void Score64(
        ArrayView<Float4> points, ArrayView<float> halves, ArrayView<Float4> thresholds, ArrayView<int> counts, ArrayView<Candidate> candidates, ScorePass pass) =>
        Score(8, Group.IdxX & 7, Group.IdxX >> 3, SharedMemory.Allocate<Float4>(2 * 3 * 64), points, halves, thresholds, counts, candidates, pass);

    private static void Score(
        int side, int x, int y, ArrayView<Float4> stage, ArrayView<Float4> points, ArrayView<float> halves,
        ArrayView<Float4> thresholds, ArrayView<int> counts, ArrayView<Candidate> candidates, ScorePass pass)
    {
        // Quads of one coordinate of a block, of a chunk of a block, of a block.
        int line = 2 * side, quads = pass.Chunk * line, blockQuads = pass.Chunks * quads;
        int thread = Group.IdxX, threads = side * side, buffer = 0;
        int rowBlock = Grid.IdxX % pass.RowBlocks, step = pass.First + ((Grid.IdxX / pass.RowBlocks) * pass.Run);
        int lastStep = Math.Min(step + pass.Run, pass.Last);
        ArrayView<Float4> halfQuads = halves.Cast<Float4>();

        // The stage holds the chunk of the queries, then that of the references; the first two quads of a thread may lie behind both and then bring what is not used.
        int rowAt = (pass.FirstRowBlock + rowBlock) * blockQuads, columnAt = ColumnBlock(rowBlock, step, pass) * blockQuads;
        int at0 = thread < quads ? thread : thread - quads, at1 = thread + threads < quads ? thread + threads : thread + threads - quads, at2 = thread + (2 * threads) - quads;
        stage[thread] = points[(thread < quads ? rowAt : columnAt) + at0];
        stage[thread + threads] = points[(thread + threads < quads ? rowAt : columnAt) + at1];
        if (thread + (2 * threads) < 2 * quads) stage[thread + (2 * threads)] = points[columnAt + at2];
        for (; step < lastStep; step++)
        {
            int columnBlock = ColumnBlock(rowBlock, step, pass), rowQuad = ((pass.FirstRowBlock + rowBlock) * line) + y, columnQuad = (columnBlock * line) + x;
            Float4 h0 = halfQuads[rowQuad], h1 = halfQuads[rowQuad + side], low = halfQuads[columnQuad], high = halfQuads[columnQuad + side];
            Float8 a0 = Float8.Below(h0.X, low, high), a1 = Float8.Below(h0.Y, low, high), a2 = Float8.Below(h0.Z, low, high), a3 = Float8.Below(h0.W, low, high);
            Float8 a4 = Float8.Below(h1.X, low, high), a5 = Float8.Below(h1.Y, low, high), a6 = Float8.Below(h1.Z, low, high), a7 = Float8.Below(h1.W, low, high);
            for (int chunk = 1; chunk <= pass.Chunks; chunk++)
            {
                Group.Barrier();

                // The next chunk, of this block of references or the next, is on its way while this one is multiplied.
                bool whole = chunk == pass.Chunks;
                int nextChunk = whole ? 0 : chunk, nextStep = whole ? Math.Min(step + 1, lastStep - 1) : step;
                rowAt = ((pass.FirstRowBlock + rowBlock) * blockQuads) + (nextChunk * quads);
                columnAt = (ColumnBlock(rowBlock, nextStep, pass) * blockQuads) + (nextChunk * quads);
                Float4 next0 = points[(thread < quads ? rowAt : columnAt) + at0], next1 = points[(thread + threads < quads ? rowAt : columnAt) + at1], next2 = default;
                if (thread + (2 * threads) < 2 * quads) next2 = points[columnAt + at2];
                int c = buffer + quads + x;
                for (int r = buffer + y; r < buffer + quads; r += 2 * line)
                {
                    ArrayView<Float4> row = stage.SubView(r, (3 * side) + 1), column = stage.SubView(c, (3 * side) + 1);
                    Float4 r0 = row[0], r1 = row[side], c0 = column[0], c1 = column[side];
                    a0 = Float8.MultiplyAdd(a0, r0.X, c0, c1);
                    a1 = Float8.MultiplyAdd(a1, r0.Y, c0, c1);
                    a2 = Float8.MultiplyAdd(a2, r0.Z, c0, c1);
                    a3 = Float8.MultiplyAdd(a3, r0.W, c0, c1);
                    a4 = Float8.MultiplyAdd(a4, r1.X, c0, c1);
                    a5 = Float8.MultiplyAdd(a5, r1.Y, c0, c1);
                    a6 = Float8.MultiplyAdd(a6, r1.Z, c0, c1);
                    a7 = Float8.MultiplyAdd(a7, r1.W, c0, c1);
                    r0 = row[line];
                    r1 = row[line + side];
                    c0 = column[line];
                    c1 = column[line + side];
                    a0 = Float8.MultiplyAdd(a0, r0.X, c0, c1);
                    a1 = Float8.MultiplyAdd(a1, r0.Y, c0, c1);
                    a2 = Float8.MultiplyAdd(a2, r0.Z, c0, c1);
                    a3 = Float8.MultiplyAdd(a3, r0.W, c0, c1);
                    a4 = Float8.MultiplyAdd(a4, r1.X, c0, c1);
                    a5 = Float8.MultiplyAdd(a5, r1.Y, c0, c1);
                    a6 = Float8.MultiplyAdd(a6, r1.Z, c0, c1);
                    a7 = Float8.MultiplyAdd(a7, r1.W, c0, c1);
                    c += 2 * line;
                }

                // The other half of the stage has been free since the barrier.
                buffer = (QuadsPerThread * threads) - buffer;
                stage[buffer + thread] = next0;
                stage[buffer + thread + threads] = next1;
                stage[buffer + thread + (2 * threads)] = next2;
            }

            // A block against itself, or against the opposite one on an even circle, is met from both sides.
            bool mirrored = pass.OneSet != 0 && step != 0 && 2 * step != pass.ColumnBlocks;
            var tile = new TilePlace((rowBlock * 4 * line) + (4 * y), (columnBlock * 4 * line) + (4 * x), 4 * side);
            TileHits.Keep(tile, mirrored, a0, a1, a2, a3, a4, a5, a6, a7, halves, thresholds, counts, candidates, pass.Candidates);
        }
    }

    private static int ColumnBlock(int rowBlock, int step, ScorePass pass)
    {
        int block = pass.OneSet != 0 ? rowBlock + step : step;
        return block >= pass.ColumnBlocks ? block - pass.ColumnBlocks : block;
    }
}
