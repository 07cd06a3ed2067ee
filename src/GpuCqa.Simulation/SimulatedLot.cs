using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

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
    private readonly LotSlot slot;
    private readonly HashSet<int> hazards;
    private readonly bool hasDroplets;

    internal SimulatedLot(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, LotSlot slot, string name, string donor, int cellCount, LotTruth truth, double[] readouts)
    {
        this.parameters = parameters;
        this.streams = streams;
        this.genes = genes;
        this.slot = slot;
        Name = name;
        Donor = donor;
        CellCount = cellCount;
        Truth = truth;
        Readouts = readouts;
        hazards = [.. truth.HazardCells];
        hasDroplets = truth.Ambient > 0 || truth.MarkerHighShare < 1 || parameters.DoubletShare > 0;
    }

    /// <summary>Position in the cohort.</summary>
    public int Index => slot.Index;

    /// <summary>Unique name.</summary>
    public string Name { get; }

    /// <summary>"train", "test", or what else its group says.</summary>
    public string Role => slot.Group.Role;

    /// <summary>Donor.</summary>
    public string Donor { get; }

    /// <summary>Tissue of origin.</summary>
    public string Tissue => parameters.Tissues[slot.Tissue].Name;

    /// <summary>Process version, or null where no change is simulated.</summary>
    public string? Process => slot.Group.Process;

    /// <summary>Batch that it shares with other lots, or null.</summary>
    public string? Batch => slot.Batch is { } batch ? "B" + (batch + 1).ToString("D2", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Number of cells, damaged ones included.</summary>
    public int CellCount { get; }

    /// <summary>What is true of the lot.</summary>
    public LotTruth Truth { get; }

    /// <summary>Value of each readout, in the order of the parameters.</summary>
    public double[] Readouts { get; }

    /// <summary>Expected molecules of all droplets, if no cell were damaged.</summary>
    public double ExpectedMolecules
    {
        get
        {
            double cell = parameters.LibrarySize * Truth.Depth * Math.Exp(parameters.LibrarySd * parameters.LibrarySd / 2);
            double ambient = Truth.Ambient * Math.Exp(parameters.AmbientSd * parameters.AmbientSd / 2);
            return CellCount * ((cell * (1 + parameters.DoubletShare)) + ambient);
        }
    }

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
        return Draw(ref random, cell);
    }

    /// <summary>Makes all cells in order: cells x genes, counts, CSR.</summary>
    /// <param name="maxCells">Most cells a block may hold; every block but the last holds exactly so many.</param>
    /// <param name="device">Its host threads make the cells of a block; null = the calling thread. The bytes are the same.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public IEnumerable<CellBlock> ReadBlocks(int maxCells, ComputeDevice? device = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        LotCells cells = Open();
        for (int first = 0; first < CellCount; first += maxCells)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(maxCells, CellCount - first);
            var parts = new RowRun[(count + CellsPerTask - 1) / CellsPerTask];
            int start = first;
            Action<int> make = i => parts[i] = cells.Run(start + (i * CellsPerTask), Math.Min(CellsPerTask, count - (i * CellsPerTask)));
            if (device is null) for (int i = 0; i < parts.Length; i++) make(i);
            else device.ForEach(parts.Length, make);
            yield return cells.Block(first, parts);
        }
    }

    /// <summary>Prepares to make cells in any order: the expression profiles of the lot.</summary>
    public LotCells Open() => new(this, new LotExpression(parameters, streams, genes, slot, Truth));

    internal RowRun Make(LotExpression expression, int first, int count)
    {
        var run = new RowRun(count);
        var counts = new CountAccumulator(genes.Count);
        for (int i = 0; i < count; i++)
        {
            Philox random = streams.Cell(Index, first + i);
            CellTruth cell = Draw(ref random, first + i);
            expression.Add(ref random, cell, counts);
            run.Append(i, counts);
        }

        return run;
    }

    private CellTruth Draw(ref Philox random, int cell)
    {
        CellTruth truth = CellModel.Draw(ref random, parameters, Truth) with { Hazard = hazards.Contains(cell) };
        if (!hasDroplets) return truth with { MarkerHigh = truth.State == parameters.CqaState };
        Philox droplet = streams.Droplet(Index, cell);
        return CellModel.AddDroplet(truth, ref droplet, parameters, Truth);
    }
}
