using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Simulation;

/// <summary>One lot of a synthetic cohort: what is true of it, and its cells on demand.</summary>
/// <remarks>
/// Every cell has its own random stream, so its counts do not depend on the block it is read in, on other lots or on threads.
/// Memory while reading: one block of cells and the lot's expression profiles (states x genes x 36 bytes).
/// </remarks>
public sealed class SimulatedLot
{
    // Cells that one task makes before it hands over; bounds the scratch memory of a task, and does not touch the numbers.
    private const int CellsPerTask = 64;
    private readonly SimulationParameters parameters;
    private readonly SimulationStreams streams;
    private readonly SimulatedGenes genes;

    internal SimulatedLot(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, int index, string name, string role, int cellCount, LotTruth truth, double[] readouts)
    {
        this.parameters = parameters;
        this.streams = streams;
        this.genes = genes;
        Index = index;
        Name = name;
        Role = role;
        CellCount = cellCount;
        Truth = truth;
        Readouts = readouts;
    }

    /// <summary>Position in the cohort.</summary>
    public int Index { get; }

    /// <summary>Unique name.</summary>
    public string Name { get; }

    /// <summary>"train" or "test".</summary>
    public string Role { get; }

    /// <summary>Donor; each lot has its own.</summary>
    public string Donor => "D" + Name[1..];

    /// <summary>Tissue of origin: bone marrow.</summary>
    public string Tissue { get; } = "BM";

    /// <summary>Number of cells, damaged ones included.</summary>
    public int CellCount { get; }

    /// <summary>What is true of the lot.</summary>
    public LotTruth Truth { get; }

    /// <summary>Value of each readout, in the order of the parameters.</summary>
    public double[] Readouts { get; }

    /// <summary>The columns of the cells.</summary>
    public FeatureTable Features => genes.Features;

    /// <summary>Barcode of a cell, unique in the lot.</summary>
    public string Barcode(int cell) => CellBarcode.Of(Index, cell);

    /// <summary>What is true of one cell; costs no counts.</summary>
    public CellTruth Cell(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, CellCount);
        Philox random = streams.Cell(Index, cell);
        return CellModel.Draw(ref random, parameters, Truth);
    }

    /// <summary>Makes all cells in order: cells x genes, counts, CSR.</summary>
    /// <param name="maxCells">Most cells a block may hold; every block but the last holds exactly so many.</param>
    /// <param name="device">Its host threads make the cells of a block; null = the calling thread. The bytes are the same.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public IEnumerable<CellBlock> ReadBlocks(int maxCells, ComputeDevice? device = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        var expression = new LotExpression(parameters, streams, genes, Index, Truth.Depth);
        for (int first = 0; first < CellCount; first += maxCells)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(maxCells, CellCount - first);
            var parts = new RowRun[(count + CellsPerTask - 1) / CellsPerTask];
            int start = first;
            Action<int> make = i => parts[i] = Make(expression, start + (i * CellsPerTask), Math.Min(CellsPerTask, count - (i * CellsPerTask)));
            if (device is null) for (int i = 0; i < parts.Length; i++) make(i);
            else device.ForEach(parts.Length, make);
            yield return new CellBlock(Enumerable.Range(first, count).Select(Barcode).ToArray(), RowRun.Join(parts, genes.Count));
        }
    }

    private RowRun Make(LotExpression expression, int first, int count)
    {
        var run = new RowRun(count);
        var counts = new CountAccumulator(genes.Count);
        for (int i = 0; i < count; i++)
        {
            Philox random = streams.Cell(Index, first + i);
            CellTruth cell = CellModel.Draw(ref random, parameters, Truth);
            expression.Add(ref random, cell, counts);
            run.Append(i, counts);
        }

        return run;
    }
}
