using System.Runtime.Intrinsics;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public unsafe class CandidateSelectionTests
{
    public static TheoryData<int> Widths => [1, 4, 8, 16];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Floor_ValuesWithTies_IsReachedByKAndHardlyMore(int width)
    {
        Philox random = TestMatrices.Stream(71);
        foreach (int count in (int[])[1, 2, 15, 16, 17, 31, 80, 216])
        {
            for (int k = 1; k <= count; k += 1 + (count / 9))
            {
                bool ties = random.NextInt32(2) == 0;
                float[] values = Padded(count, _ => ties ? random.NextInt32(7) : (float)random.NextNormal());
                fixed (float* at = values)
                {
                    float floor = Of(width).Floor(at, count, k, float.NegativeInfinity);
                    int reaching = values.Count(v => v >= floor);
                    Assert.True(reaching >= k, $"{reaching} of {count} values reach the floor; {k} must.");
                    if (!ties) Assert.True(reaching <= k + (k / 16), $"{reaching} of {count} values reach the floor of {k}.");

                    // A floor that is known stays where the values alone would give less.
                    Assert.Equal(100, Of(width).Floor(at, count, k, 100));
                    Assert.True(Of(width).Floor(at, count, k, floor) >= floor);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Descending_ValuesWithTies_IsAStableSort(int width)
    {
        Philox random = TestMatrices.Stream(72);
        foreach (int count in (int[])[0, 1, 15, 16, 17, 100])
        {
            float[] values = Padded(count, _ => random.NextInt32(20));
            int[] order = new int[count + 1];
            fixed (float* at = values)
            fixed (int* to = order) Of(width).Descending(at, count, to);
            Assert.Equal(Enumerable.Range(0, count).OrderByDescending(i => values[i]), order[..count]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Reaching_AnyCount_KeepsOrderAndBounds(int width)
    {
        Philox random = TestMatrices.Stream(73);
        foreach (int count in (int[])[0, 1, 15, 16, 17, 33, 100])
        {
            float[] lower = Padded(count, _ => (float)random.NextNormal()), upper = [.. lower.Select(x => x + 0.5f)];
            int[] indices = [.. Enumerable.Range(1000, lower.Length)];
            (float[] low, int[] index) = ([.. lower], [.. indices]);
            int kept;
            fixed (float* l = low, u = upper)
            fixed (int* i = index) kept = Of(width).Reaching(l, u, i, count, 0.25f);
            int[] expected = [.. Enumerable.Range(0, count).Where(i => lower[i] + 0.5f >= 0.25f)];
            Assert.Equal(expected.Select(i => i + 1000), index[..kept]);
            Assert.Equal(expected.Select(i => lower[i]), low[..kept]);
            Assert.Equal(expected.Select(i => lower[i] + 0.5f), upper[..kept]);
        }
    }

    private static float[] Padded(int count, Func<int, float> value)
    {
        float[] values = new float[((count + 15) / 16 * 16) + 16];
        Array.Fill(values, float.NegativeInfinity);
        for (int i = 0; i < count; i++) values[i] = value(i);
        return values;
    }

    private static CandidateSelection Of(int width) => width switch
    {
        16 => new CandidateSelection<Lanes512<float>, Vector512<float>>(),
        8 => new CandidateSelection<Lanes256<float>, Vector256<float>>(),
        4 => new CandidateSelection<Lanes128<float>, Vector128<float>>(),
        _ => new CandidateSelection<LanesScalar<float>, float>(),
    };
}
