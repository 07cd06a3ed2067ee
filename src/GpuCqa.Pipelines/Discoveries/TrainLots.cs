using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Cohorts;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>The lots that a discovery learns from.</summary>
/// <param name="Lots">Train lots with a value of every readout, in sheet order.</param>
/// <param name="Dropped">Which train lots have no value, in words, or null.</param>
public sealed record TrainLots(IReadOnlyList<LotInput> Lots, string? Dropped)
{
    /// <summary>Those of a cohort.</summary>
    /// <exception cref="NotFoundException">A readout is no column of the cohort.</exception>
    /// <exception cref="BadDataException">A value is not a number.</exception>
    /// <exception cref="PreconditionException">No train lot has a value.</exception>
    public static TrainLots Of(Cohort cohort, IReadOnlyList<string> readouts)
    {
        var columns = readouts.Select(r => CohortSheet.Readout(cohort, r)).ToArray();
        var lots = new List<LotInput>();
        var without = new List<string>();
        for (int l = 0; l < cohort.Lots.Count; l++)
        {
            if (cohort.Lots[l].Role != Lot.TrainRole) continue;
            double[] values = columns.Select(c => c[l]).ToArray();
            if (values.Any(double.IsNaN)) without.Add(cohort.Lots[l].Name);
            else lots.Add(new LotInput(cohort.Lots[l], values));
        }

        if (lots.Count == 0) throw new PreconditionException($"{cohort.SheetPath}: no lot has the role 'train' and a value of {string.Join(", ", readouts)}.");
        return new TrainLots(lots, without.Count == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{without.Count} train lots have no value of a readout and are left out: {string.Join(", ", without)}."));
    }
}
