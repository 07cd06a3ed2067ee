using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Scores four queries against two registers of references in whole numbers: products of 16 bits, sums of 32.</summary>
/// <remarks>Coordinates come in pairs, two to a lane. On common processors a pair of products and its sum take half the time of two fused multiply-adds of float32, and nothing is rounded.</remarks>
internal static unsafe class PairTile<TLanes, TVector> where TVector : struct where TLanes : IPairLanes<TVector>
{
    /// <summary>Queries in a tile.</summary>
    public const int Rows = 4;

    /// <summary>References in a tile.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>Scores s = dot + bias.</summary>
    /// <param name="queries">Panel: pairs x Rows.</param>
    /// <param name="references">Panel: pairs x Columns.</param>
    /// <param name="pairs">Pairs of dimensions.</param>
    /// <param name="bias">Columns values.</param>
    /// <param name="thresholds">Rows values: a query keeps a reference whose score is above.</param>
    /// <param name="tile">Receives the Rows x Columns scores when something passes.</param>
    /// <returns>Bit r: row r has a hit. 0: nothing was written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Run(int* queries, int* references, int pairs, int* bias, int* thresholds, int* tile)
    {
        int w = TLanes.Count;
        TVector a0 = TLanes.Load(bias), b0 = TLanes.Load(bias + w), a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0;
        for (int p = 0; p < pairs; p++)
        {
            TVector a = TLanes.Load(references), b = TLanes.Load(references + w);
            TVector q = TLanes.Fill(queries[0]);
            a0 = TLanes.MultiplyAdd(q, a, a0);
            b0 = TLanes.MultiplyAdd(q, b, b0);
            q = TLanes.Fill(queries[1]);
            a1 = TLanes.MultiplyAdd(q, a, a1);
            b1 = TLanes.MultiplyAdd(q, b, b1);
            q = TLanes.Fill(queries[2]);
            a2 = TLanes.MultiplyAdd(q, a, a2);
            b2 = TLanes.MultiplyAdd(q, b, b2);
            q = TLanes.Fill(queries[3]);
            a3 = TLanes.MultiplyAdd(q, a, a3);
            b3 = TLanes.MultiplyAdd(q, b, b3);
            references += 2 * w;
            queries += Rows;
        }

        uint hits = 0;
        if (TLanes.AnyGreater(TLanes.Max(a0, b0), TLanes.Fill(thresholds[0]))) hits |= 1;
        if (TLanes.AnyGreater(TLanes.Max(a1, b1), TLanes.Fill(thresholds[1]))) hits |= 2;
        if (TLanes.AnyGreater(TLanes.Max(a2, b2), TLanes.Fill(thresholds[2]))) hits |= 4;
        if (TLanes.AnyGreater(TLanes.Max(a3, b3), TLanes.Fill(thresholds[3]))) hits |= 8;
        if (hits == 0) return 0;
        Store(tile, 0, a0, b0);
        Store(tile, 1, a1, b1);
        Store(tile, 2, a2, b2);
        Store(tile, 3, a3, b3);
        return hits;
    }

    /// <summary>Bit i: score i of a row is above the threshold.</summary>
    public static ulong RowMask(int* row, int threshold) =>
        TLanes.GreaterMask(TLanes.Load(row), TLanes.Fill(threshold)) | ((ulong)TLanes.GreaterMask(TLanes.Load(row + TLanes.Count), TLanes.Fill(threshold)) << TLanes.Count);

    private static void Store(int* tile, int row, TVector a, TVector b)
    {
        int* at = tile + (row * 2 * TLanes.Count);
        TLanes.Store(a, at);
        TLanes.Store(b, at + TLanes.Count);
    }
}
