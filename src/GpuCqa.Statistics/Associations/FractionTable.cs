using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>The fraction of every state in every lot, with intervals for the sampling of cells.</summary>
public static class FractionTable
{
    /// <summary>One row per partition, state and lot.</summary>
    public static IReadOnlyList<StateFraction> Build(IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters)
    {
        var rows = new List<StateFraction>();
        for (int p = 0; p < partitions.Count; p++)
        {
            for (int k = 0; k < partitions[p].States.Count; k++)
            {
                double[] fractions = partitions[p].Fractions(k);
                for (int l = 0; l < lots.Count; l++)
                {
                    int? count = partitions[p].Count(l, k), cells = partitions[p].LotCells?[l];
                    Interval wilson = Interval.Undefined, wide = Interval.Undefined;
                    if (count is { } counted && cells is { } all)
                    {
                        wilson = ProportionInterval.Wilson(counted, all, parameters.Confidence);
                        wide = ProportionInterval.WilsonOverdispersed(counted, all, parameters.AliquotIcc, parameters.Confidence);
                    }

                    rows.Add(new StateFraction(lots[l].Name, new StateId(p, k), count, cells, fractions[l], wilson.Low, wilson.High, wide.Low, wide.High));
                }
            }
        }

        return rows;
    }
}
