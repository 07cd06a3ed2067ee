using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Simulations;

public class BoundedMemoryTests
{
    [Theory]
    [InlineData(1, 4_000)]
    [InlineData(1, 40_000)]
    [InlineData(2, 40_000)]
    [InlineData(4, 40_000)]
    public void Parts_HeldAtOnce_AreBoundedByThreadsNotCells(int threads, int cells)
    {
        var parameters = new SimulationParameters { TrainLots = 3, TotalCells = cells, LibrarySize = 20, LowQualityShare = 0 };
        using var folder = new TemporaryFolder();
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        var format = new CountingFormat();
        CohortWriter.Write(CohortSimulator.Create(parameters, 1), folder.File("made"), false, format, device, StepProgress.None);
        Assert.InRange(format.MostHeld, 1, 3 * threads);
        Assert.InRange(format.MostCells, 1, 512);
        Assert.Equal(cells, format.Written);
        // What was written is not kept: of many parts few are left when all are through.
        GC.Collect();
        Assert.InRange(format.Alive(), 0, 3 * threads);
    }

    /// <summary>Writes nothing and counts.</summary>
    private sealed class CountingFormat() : LotFormat("counting")
    {
        private readonly Lock gate = new();
        private readonly List<WeakReference> parts = [];
        private int held;

        public int MostHeld { get; private set; }

        public int MostCells { get; private set; }

        public long Written { get; private set; }

        public int Alive() => parts.Count(p => p.IsAlive);

        internal override string PathOf(string lot) => $"lots/{lot}";

        internal override object Pack(CellBlock block, int first, bool last)
        {
            lock (gate)
            {
                parts.Add(new WeakReference(block));
                MostHeld = Math.Max(MostHeld, ++held);
                MostCells = Math.Max(MostCells, block.Barcodes.Length);
                return block;
            }
        }

        internal override LotWriter Create(string path, SimulatedLot lot) => new Writer(this);

        private sealed class Writer(CountingFormat format) : LotWriter
        {
            public override void Append(object packed)
            {
                format.held--;
                format.Written += ((CellBlock)packed).Barcodes.Length;
            }

            public override void Finish() { }

            public override void Dispose() { }
        }
    }
}
