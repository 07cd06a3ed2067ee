using System.Runtime.InteropServices;
using GpuCqa.Compute.Tests.Support;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

/// <summary>What every device must do: agree with the reference within the documented tolerance, with the same bits on one and on two threads.</summary>
public abstract partial class ComputeDeviceConformance : IDisposable
{
    private readonly ReferenceDevice reference = new();
    private readonly bool shared;

    /// <param name="open">Opens the device for a number of host threads.</param>
    /// <param name="shared">Whether all tests share the devices, which are then not closed here: kernels are compiled once a device.</param>
    protected ComputeDeviceConformance(Func<int, ComputeDevice> open, bool shared = false)
    {
        this.shared = shared;
        OneThread = open(1);
        TwoThreads = open(2);
    }

    public static TheoryData<int> Sizes
    {
        get
        {
            var data = new TheoryData<int>();
            foreach (int size in TestMatrices.AwkwardSizes) data.Add(size);
            return data;
        }
    }

    protected ComputeDevice OneThread { get; }

    protected ComputeDevice TwoThreads { get; }

    /// <summary>Whether kernels run lane by lane on the CPU: right, but slow.</summary>
    protected bool Simulated => OneThread.Info.Kind.StartsWith("simulator", StringComparison.Ordinal);

    [Fact]
    public void ForEach_EveryIndex_RunsOnce()
    {
        foreach (int count in TestMatrices.AwkwardSizes)
        {
            var hits = new int[count];
            TwoThreads.ForEach(count, i => Interlocked.Increment(ref hits[i]));
            Assert.All(hits, h => Assert.Equal(1, h));
        }
    }

    [Fact]
    public void ForEach_ABodyThrows_TheExceptionIsRethrownAsItIs() =>
        Assert.Throws<FormatException>(() => TwoThreads.ForEach(100, i => { if (i == 37) throw new FormatException(); }));

    [Fact]
    public void Operation_BufferOfAnotherDevice_NamesBoth()
    {
        DeviceCsr<float> foreign = reference.Upload(TestMatrices.Counts(3, 4, 0.5, 1));
        var error = Assert.Throws<InvalidOperationException>(() => OneThread.RowStatistics(foreign, null));
        Assert.Contains(reference.Info.Kind, error.Message, StringComparison.Ordinal);
        Assert.Contains(OneThread.Info.Kind, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (!shared)
        {
            OneThread.Dispose();
            TwoThreads.Dispose();
        }

        reference.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs an operation on the reference and on the device with one and with two threads.</summary>
    /// <param name="run">Returns the result as numbers.</param>
    /// <param name="relative">Tolerance relative to the magnitude of the expected number; 0 = the same bits.</param>
    /// <param name="scale">Magnitude that the tolerance is relative to, per number; null = the number's own.</param>
    protected void Conforms(Func<ComputeDevice, IEnumerable<double>> run, double relative, double[]? scale = null)
    {
        double[] expected = [.. run(reference)], one = [.. run(OneThread)], two = [.. run(TwoThreads)];
        Assert.Equal((expected.Length, one.Length), (one.Length, two.Length));
        ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(one), others = MemoryMarshal.Cast<double, long>(two);
        int same = bits.CommonPrefixLength(others);
        Assert.True(same == one.Length, same == one.Length ? "" : $"Number {same}: {one[same]:R} on one thread, {two[same]:R} on two.");
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(one[i])) continue;
            double allowed = relative * (scale?[i] ?? Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - one[i]) <= allowed, $"Number {i}: expected {expected[i]:R}, got {one[i]:R}, allowed difference {allowed:R}.");
        }
    }
}
