using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of potency attributed to states.</summary>
internal static class EffectiveColumns
{
    public static TableDefinition Parts() =>
        new Table<IAttributionResult, (IAttributionResult Result, EffectiveCells Found, PartRate Part)>("effective_cells.csv", Say("potency attributed to states", "状態への力価の帰属"), "One row per readout, partition and state: what the state contributes to the potency, readout = sum of rate x share with no rate below 0. Only where it was asked for; partitions that were refused have no row (summary.json says why).",
                result => result.Effective.SelectMany(e => e.Parts.Select(p => (result, e, p)))) { When = Made }
            .Text("readout", "Readout.", r => r.Found.Readout)
            .Text("partition", PredictionColumns.PartitionText, r => StateKeys.Partition(r.Result, r.Found.Partition))
            .Text("state", "State, as the table names it, or number of the cluster; empty for the cells in no state.", r => r.Part.State is { } k ? r.Result.Tests.Partitions[r.Found.Partition].States[k] : null)
            .Number("rate", "Potency of a lot that is all of this state, in the readout's units; of one cell of it where a column says of how many cells readouts were measured.", r => r.Part.Rate)
            .Number("rate_low", "Percentile interval over resampled lots, lower end; empty where more than half of the resamples have no more different lots than states need.", r => r.Part.RateInterval.Low)
            .Number("rate_high", "Upper end.", r => r.Part.RateInterval.High)
            .Number("potency_share", "Share of the fitted potency of all lots, 0 to 1.", r => r.Part.Share)
            .Number("potency_share_low", "Percentile interval, lower end.", r => r.Part.ShareInterval.Low)
            .Number("potency_share_high", "Upper end.", r => r.Part.ShareInterval.High)
            .Number("mean_fraction", "Mean share of the state in a lot.", r => r.Part.Cells)
            .Text("effective", "yes for the states of the smallest set with 80 % of the fitted potency.", r => r.Part.Effective ? "yes" : "no")
            .Number("effective_resamples", "Share of the resamples in which it is in that set.", r => r.Part.EffectiveResamples);

    public static TableDefinition Lots() =>
        new Table<IAttributionResult, (IAttributionResult Result, EffectiveCells Found, int Lot)>("effective_lots.csv", Say("effective cells of every lot", "各ロットの有効細胞の割合"), "One row per readout, partition and lot: the fitted potency and the share of cells that carry it. Only where it was asked for.",
                result => result.Effective.SelectMany(e => e.Fitted.Select((_, l) => (result, e, l)))) { When = Made }
            .Text("readout", "Readout.", r => r.Found.Readout)
            .Text("partition", PredictionColumns.PartitionText, r => StateKeys.Partition(r.Result, r.Found.Partition))
            .Text("lot", "Lot.", r => r.Result.Tests.Lots[r.Lot].Name)
            .Number("fitted", "Fitted potency.", r => r.Found.Fitted[r.Lot])
            .Number("effective_fraction", "Share of the lot's cells in the effective states.", r => r.Found.LotFractions[r.Lot]);

    private static bool Made(IAttributionResult result) => result.Effective.Count > 0;
}
