using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>A lot as an h5ad file: chunks of its arrays are compressed side by side.</summary>
internal sealed class H5adLotFormat() : LotFormat("h5ad")
{
    // Entries never outnumber molecules; the margin is many deviations of their sum over so many cells.
    private const double MostNarrow = 0.9 * int.MaxValue;

    internal override string PathOf(string lot) => $"{CohortFiles.Lots}/{lot}.h5ad";

    internal override object Pack(CellBlock block, int first, bool last) => block;

    internal override LotWriter Create(string path, SimulatedLot lot) =>
        new Writer(H5adOutput.Create(path, lot.Features, wideIndices: lot.ExpectedMolecules > MostNarrow));

    private sealed class Writer(H5adOutput output) : LotWriter
    {
        public override void Append(object packed) => output.Append((CellBlock)packed);

        public override void Finish() => output.Finish();

        public override void Dispose() => output.Dispose();
    }
}
