using GpuCqa.Core.Cohorts;

namespace GpuCqa.Simulation;

/// <summary>Makes the cells of one simulated lot, any of them in any order.</summary>
/// <remarks>Memory: the lot's expression profiles. Any number of threads may use one at a time; the cells depend on nothing but their indices.</remarks>
public sealed class LotCells
{
    private readonly LotExpression expression;

    internal LotCells(SimulatedLot lot, LotExpression expression)
    {
        Lot = lot;
        this.expression = expression;
    }

    /// <summary>The lot.</summary>
    public SimulatedLot Lot { get; }

    /// <summary>Makes consecutive cells: cells x genes, counts, CSR.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many.</param>
    public CellBlock Read(int first, int count) => Block(first, [Lot.Make(expression, first, count)]);

    /// <summary>Puts runs of cells together.</summary>
    internal CellBlock Block(int first, RowRun[] runs)
    {
        var matrix = RowRun.Join(runs, Lot.Features.Count);
        var barcodes = new string[matrix.Rows];
        for (int i = 0; i < barcodes.Length; i++) barcodes[i] = Lot.Barcode(first + i);
        return new CellBlock(barcodes, matrix);
    }

    /// <summary>Makes a run of cells.</summary>
    internal RowRun Run(int first, int count) => Lot.Make(expression, first, count);
}
