using System.Diagnostics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    private const int CopyChunk = 1 << 20;

    /// <summary>Measures a large copy and large dense products on the device as it is now.</summary>
    /// <param name="copyBytes">Size of the copy.</param>
    /// <param name="matrix">Rows and columns of the products.</param>
    /// <param name="repeats">Timed runs after a first one that is not; the fastest counts.</param>
    /// <remarks>Here: host arrays copied in chunks by <see cref="ForEach"/>, and <see cref="Gemm"/>.</remarks>
    public virtual DeviceCeilings MeasureCeilings(long copyBytes, int matrix, int repeats)
    {
        int chunks = (int)Math.Max(1, copyBytes / CopyChunk);
        byte[][] source = Chunks(chunks, 1), target = Chunks(chunks, 0);
        double copy = Fastest(repeats, () => ForEach(chunks, c => source[c].CopyTo(target[c], 0)));
        DenseMatrix<double> left = Filled(matrix), right = Filled(matrix);
        double product = Fastest(repeats, () => Gemm(left, right));
        return new DeviceCeilings(2.0 * chunks * CopyChunk / copy, null, 2.0 * matrix * matrix * matrix / product, "own kernels");
    }

    /// <summary>Seconds of the fastest of several runs, after one that warms up.</summary>
    private protected static double Fastest(int repeats, Action run)
    {
        run();
        double best = double.PositiveInfinity;
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    /// <summary>A square matrix whose entries all differ: zeros would run faster than data.</summary>
    private protected static DenseMatrix<double> Filled(int size)
    {
        var matrix = new DenseMatrix<double>(size, size);
        for (int i = 0; i < matrix.Values.Length; i++) matrix.Values[i] = ((i * 2654435761L) % 65_537 / 65_537.0) - 0.5;
        return matrix;
    }

    private static byte[][] Chunks(int count, byte value) => Enumerable.Range(0, count).Select(_ =>
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(CopyChunk);
        Array.Fill(chunk, value);
        return chunk;
    }).ToArray();
}
