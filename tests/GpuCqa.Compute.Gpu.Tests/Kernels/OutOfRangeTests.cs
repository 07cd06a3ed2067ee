using System.Diagnostics;
using GpuCqa.Compute.Gpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Kernels;

/// <summary>The simulator finds an index out of a view's range. It asserts, which ends the process; here the assertion is heard instead.</summary>
[Collection(nameof(ProcessWide))]
public class OutOfRangeTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(-1, true)]
    public void Kernel_AnIndexBesideItsView_IsFound(int shift, bool found)
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(1);
        using MemoryBuffer1D<int, Stride1D.Dense> memory = device.Accelerator.Allocate1D<int>(64);
        Action<KernelConfig, ArrayView<int>, int> kernel = device.Accelerator.LoadStreamKernel<ArrayView<int>, int>(PlantedKernels.WriteAt);
        using var listener = new Assertions();
        // The view lies within the buffer, so that what is written beside it is still this test's memory.
        kernel(new KernelConfig(2, 8), memory.View.SubView(16, 16), shift);
        device.Accelerator.Synchronize();
        Assert.Equal(found ? ["Index out of range"] : [], listener.Failures.Distinct());
    }

    /// <summary>Hears failed assertions instead of the listener that ends the process.</summary>
    private sealed class Assertions : TraceListener
    {
        private readonly TraceListener[] before = [.. Trace.Listeners.Cast<TraceListener>()];
        private readonly List<string> failures = [];

        public Assertions()
        {
            Trace.Listeners.Clear();
            Trace.Listeners.Add(this);
        }

        public IReadOnlyList<string> Failures
        {
            get
            {
                lock (failures) return [.. failures];
            }
        }

        public override void Fail(string? message, string? detailMessage)
        {
            lock (failures) failures.Add(message ?? "");
        }

        public override void Write(string? message)
        {
        }

        public override void WriteLine(string? message)
        {
        }

        protected override void Dispose(bool disposing)
        {
            Trace.Listeners.Clear();
            Trace.Listeners.AddRange(before);
            base.Dispose(disposing);
        }
    }
}
