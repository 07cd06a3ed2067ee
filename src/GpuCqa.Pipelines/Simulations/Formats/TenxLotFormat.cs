using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Tenx;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>A lot as a 10x folder: the threads that make cells format and compress them too.</summary>
internal sealed class TenxLotFormat() : LotFormat("tenx")
{
    internal override string PathOf(string lot) => $"{CohortFiles.Lots}/{lot}";

    internal override object Pack(CellBlock block, int first, bool last) => TenxPart.Pack(block, first, last);

    internal override LotWriter Create(string path, SimulatedLot lot) => new Writer(TenxFolderOutput.Create(path, lot.Features));

    private sealed class Writer(TenxFolderOutput stream) : LotWriter
    {
        public override void Append(object packed) => stream.Append((TenxPart)packed);

        public override void Finish() => stream.Finish();

        public override void Dispose() => stream.Dispose();
    }
}
