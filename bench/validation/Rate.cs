using System.Globalization;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>Cells of one kind that were refused, over cohorts.</summary>
internal sealed class Rate
{
    private readonly List<double> shares = [];
    private long cells, refused;

    public void Add(int refusedCells, int allCells)
    {
        if (allCells == 0) return;
        refused += refusedCells;
        cells += allCells;
        shares.Add((double)refusedCells / allCells);
    }

    /// <summary>Share of all cells, Clopper and Pearson's interval of it, and the cohorts in which the share meets a limit.</summary>
    public string Row(double limit, bool atLeast)
    {
        Interval interval = ProportionInterval.ClopperPearson(refused, cells);
        int met = shares.Count(s => atLeast ? s >= limit : s <= limit);
        return string.Create(CultureInfo.InvariantCulture, $"{cells} | {100.0 * refused / Math.Max(1, cells):0.00} % | {100 * interval.Low:0.00} to {100 * interval.High:0.00} % | {met} of {shares.Count}");
    }

    /// <summary>A count of cohorts with Clopper and Pearson's 95 % interval of its share.</summary>
    public static string Of(int hits, int all)
    {
        if (all == 0) return "0 of 0";
        Interval interval = ProportionInterval.ClopperPearson(hits, all);
        return string.Create(CultureInfo.InvariantCulture, $"{hits} of {all} ({100 * interval.Low:0.0} to {100 * interval.High:0.0} %)");
    }
}
