using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a test of given states.</summary>
internal static class StateColumns
{
    private const string Column = "Column of labels that the state comes from; empty when the states are columns of a table of lots.";

    public static TableDefinition Tests() =>
        new Table<AssociateResult, (Association Test, StatePartition Partition, string? Column)>("associations.csv", Say("every test of every state against every readout", "全状態・全測定値の検定"), "One row per member of the family of tests (every state against every readout), best first.",
                result => result.Tests.Associations.Select(a => (a, result.Tests.Partitions[a.State.Partition], ColumnOf(result, a.State))))
            .Text("readout", "Readout.", a => a.Test.Readout)
            .Text("column", Column, a => a.Column)
            .Text("state", "State, as the table names it.", a => a.Partition.States[a.Test.State.Index])
            .Integer("n", "Lots: the number of replicates. Cells are never the n of a test.", a => a.Test.Lots)
            .Integer("cells", "Cells of the state, all lots together; empty when only fractions are known.", a => a.Test.Cells)
            .Statistics(a => a.Test)
            .Ranking(a => a.Test, "NOT_ESTIMABLE (a side is constant), LOT_SPECIFIC (one lot holds more than half of the cells; without counts: of the sum of the fractions), RARE (few cells in more than a fifth of the lots; without counts: none)", "column and state");

    public static TableDefinition Fractions() =>
        new Table<AssociateResult, (StateFraction Share, StatePartition Partition, string? Column)>("states.csv", Say("share of every state in every lot, with intervals", "各ロットの各状態の割合と区間"), "One row per state and lot: the share of the lot that belongs to the state, p(state | lot).",
                result => result.Tests.Fractions.Select(f => (f, result.Tests.Partitions[f.State.Partition], ColumnOf(result, f.State))))
            .Text("lot", "Lot.", f => f.Share.Lot)
            .Text("column", Column, f => f.Column)
            .Text("state", "State, as the table names it.", f => f.Partition.States[f.Share.State.Index])
            .Integer("count", "Cells of the lot in the state; empty when only fractions are known. A count of 0 is an upper bound (wilson_high), not an absence.", f => f.Share.Count)
            .Integer("cells", "Cells of the lot, those in no state included; empty when only fractions are known.", f => f.Share.Cells)
            .Number("fraction", "count / cells, or the fraction as given: p(state | lot), 0 to 1.", f => f.Share.Fraction)
            .Intervals(f => f.Share);

    public static TableDefinition Lots() =>
        new Table<AssociateResult, (TestedLot Lot, int? Cells)>("lots.csv", Say("lots and their readouts", "ロットと測定値"), "One row per tested lot, in the order of the table or sheet: what the lot is and what it can do.",
                result => result.Tests.Lots.Select((lot, i) => (lot, result.Tests.Partitions.Count == 0 ? null : result.Tests.Partitions[0].LotCells?[i])))
            .Text("lot", "Name of the lot.", l => l.Lot.Name)
            .Text("donor", "Donor; empty when not given.", l => l.Lot.Donor)
            .Text("tissue", "Tissue of origin; empty when not given.", l => l.Lot.Tissue)
            .Text("batch", "Processing batch; empty when not given.", l => l.Lot.Batch)
            .Text("process", "Process version; empty when not given.", l => l.Lot.Process)
            .Numbers("readout_<name>", "Value of a readout, one column per readout in the order they were asked for; of levels in words the place of the level, from 0.",
                result => result.Parameters.Readouts.Select(name => "readout_" + name), (l, i) => l.Lot.Readouts[i])
            .Integer("cells", "Cells of the lot, those in no state included; empty when only fractions are known.", l => l.Cells);

    private static string? ColumnOf(AssociateResult result, StateId state) => result.Parameters.StateColumns.Count == 0 ? null : result.Tests.Partitions[state.Partition].Name;
}
