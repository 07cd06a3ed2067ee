using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>The random streams of a cohort: each thing that is drawn has its own, so that any of them can be drawn alone.</summary>
/// <remarks>The upper byte of the index says what is drawn, the rest which one. A new kind takes a new number; numbers are never reused.</remarks>
internal readonly struct SimulationStreams(ulong seed)
{
    /// <summary>Roles and positions of genes.</summary>
    public Philox GeneOrder() => new(seed, RandomPurpose.SimulateGenes, Index(1, 0));

    /// <summary>Base expression.</summary>
    public Philox BaseExpression() => new(seed, RandomPurpose.SimulateGenes, Index(2, 0));

    /// <summary>Effects of one program.</summary>
    public Philox Program(int program) => new(seed, RandomPurpose.SimulateGenes, Index(3, (ulong)program));

    /// <summary>Size and depth of a lot.</summary>
    public Philox LotSize(int lot) => new(seed, RandomPurpose.SimulateLots, Index(1, (ulong)lot));

    /// <summary>Composition effects of a donor.</summary>
    public Philox Donor(int donor) => new(seed, RandomPurpose.SimulateLots, Index(2, (ulong)donor));

    /// <summary>Composition effects of a lot.</summary>
    public Philox LotComposition(int lot) => new(seed, RandomPurpose.SimulateLots, Index(3, (ulong)lot));

    /// <summary>Capture of a lot's aliquot.</summary>
    public Philox Capture(int lot) => new(seed, RandomPurpose.SimulateLots, Index(4, (ulong)lot));

    /// <summary>Effects of a lot's batch on genes.</summary>
    public Philox Batch(int lot) => new(seed, RandomPurpose.SimulateLots, Index(5, (ulong)lot));

    /// <summary>One readout of a lot.</summary>
    public Philox Readout(int lot, int readout) => new(seed, RandomPurpose.SimulateLots, Index(6, ((ulong)readout << 32) | (uint)lot));

    /// <summary>Effects of a tissue on the composition.</summary>
    public Philox TissueComposition(int tissue) => new(seed, RandomPurpose.SimulateLots, Index(7, (ulong)tissue));

    /// <summary>Effects of a tissue on genes.</summary>
    public Philox TissueExpression(int tissue) => new(seed, RandomPurpose.SimulateLots, Index(8, (ulong)tissue));

    /// <summary>Effects of a donor on genes.</summary>
    public Philox DonorExpression(int donor) => new(seed, RandomPurpose.SimulateLots, Index(9, (ulong)donor));

    /// <summary>Effects of a shared batch on genes.</summary>
    public Philox SharedBatch(int batch) => new(seed, RandomPurpose.SimulateLots, Index(10, (ulong)batch));

    /// <summary>Ambient molecules of a lot.</summary>
    public Philox Ambient(int lot) => new(seed, RandomPurpose.SimulateLots, Index(11, (ulong)lot));

    /// <summary>Frequency of hazardous cells in a lot, and which cells they are.</summary>
    public Philox Hazard(int lot) => new(seed, RandomPurpose.SimulateLots, Index(12, (ulong)lot));

    /// <summary>What else is in a cell's droplet: a second cell, ambient molecules; and whether the cell expresses the key marker strongly.</summary>
    public Philox Droplet(int lot, int cell) => new(seed, RandomPurpose.SimulateCells, (1UL << 63) | ((ulong)lot << 32) | (uint)cell);

    /// <summary>One cell: its state, library and mitochondrial share first, then its counts.</summary>
    public Philox Cell(int lot, int cell) => new(seed, RandomPurpose.SimulateCells, ((ulong)lot << 32) | (uint)cell);

    private static ulong Index(ulong kind, ulong number) => (kind << 56) | number;
}
