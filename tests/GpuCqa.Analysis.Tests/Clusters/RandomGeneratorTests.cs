using GpuCqa.Analysis.Clusters;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class RandomGeneratorTests
{
    // new java.util.Random(42).nextInt() gives -1170105035, 234785527, -1360544799, 205897768; a bounded draw takes the upper 31 bits of the same states.
    [Fact]
    public void JavaRandom_Seed42_EqualsJava()
    {
        int[] bits = Array.ConvertAll(new[] { -1170105035, 234785527, -1360544799, 205897768 }, v => (int)((uint)v >> 1));
        var modulo = new JavaRandom(42);
        Assert.Equal(bits.Select(b => b % 100), Enumerable.Range(0, 4).Select(_ => modulo.NextInt32(100)));
        var powerOfTwo = new JavaRandom(42);
        Assert.Equal(bits.Select(b => b >> 27), Enumerable.Range(0, 4).Select(_ => powerOfTwo.NextInt32(16)));
    }

    [Fact]
    public void JavaRandom_Permutation_HoldsEveryNumberOnce() =>
        Assert.Equal(Enumerable.Range(0, 100), new JavaRandom(0).Permutation(100).Order());

    // R: set.seed(1); runif(3)
    [Fact]
    public void RRandom_Seed1_EqualsRunif()
    {
        var random = new RRandom(1);
        Close.Digits(0.2655087, random.NextDouble(), 7);
        Close.Digits(0.3721239, random.NextDouble(), 7);
        Close.Digits(0.5728534, random.NextDouble(), 7);
    }

    // R: set.seed(1); sample(10) is 9 4 7 1 2 5 3 10 6 8, a draw from those left at each step.
    [Fact]
    public void RRandom_Seed1_EqualsSample()
    {
        var random = new RRandom(1);
        List<int> left = [.. Enumerable.Range(1, 10)];
        var drawn = new List<int>();
        while (left.Count > 0)
        {
            int at = random.NextInt32(left.Count);
            drawn.Add(left[at]);
            left[at] = left[^1];
            left.RemoveAt(left.Count - 1);
        }

        Assert.Equal([9, 4, 7, 1, 2, 5, 3, 10, 6, 8], drawn);
    }
}
