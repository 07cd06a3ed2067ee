using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>From the tests of neighbourhoods to where on the map the readout goes with the lots' abundance.</summary>
public static class NeighbourhoodSearch
{
    private const int Chunk = 1024;

    /// <summary>Puts a finding together.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="field">The neighbourhoods.</param>
    /// <param name="family">Tests of the neighbourhoods, tested neighbourhood by readout, from the family that they are members of.</param>
    /// <param name="limits">Smallest |rho| of the family that passes, and largest that does not; NaN where there is none.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, level, permutations.</param>
    /// <param name="progress">Receives the step.</param>
    /// <param name="cancellation">Seen between blocks of orders.</param>
    public static NeighbourhoodFindings Run(
        ComputeDevice device, NeighbourhoodField field, MaxTHypothesis[][] family, (double Passing, double NotPassing) limits, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, StepProgress progress, CancellationToken cancellation = default)
    {
        progress.Begin("neighbourhoods as a whole", 0);
        double[][] readouts = [.. Enumerable.Range(0, parameters.Readouts.Count).Select(r => lots.Select(l => l.Readouts[r]).ToArray())];
        PermutationPlan plan = AssociationSearch.Options(parameters).PlanFor(readouts);
        int[] numbers = GlobalAssociation.Numbers(lots.Count);
        var associations = new NeighbourhoodAssociation[readouts.Length];
        for (int r = 0; r < readouts.Length; r++)
        {
            NeighbourhoodTest[] tests = [.. family.Select(t => new NeighbourhoodTest(t[r].Rho, t[r].P, t[r].PSingleStep, t[r].PStepDown, t[r].PSingleStep <= parameters.Alpha))];
            double[] rho = Correlations(device, field, readouts[r]);
            associations[r] = new NeighbourhoodAssociation
            {
                Readout = parameters.Readouts[r],
                Global = GlobalAssociation.Run(device, field.Components.Vectors, numbers, readouts[r], plan, cancellation),
                Tests = tests,
                SmallestPassing = limits.Passing,
                LargestNotPassing = limits.NotPassing,
                Rho = rho,
                Region = [.. rho.Select((value, cell) => Region(value, field.Cover.Of[cell] is >= 0 and int of ? tests[of] : null, limits.NotPassing))],
            };
        }

        progress.End();
        float[] likeness = [.. field.Cover.Likeness.Where(l => !float.IsNaN(l)).Order()];
        int[] sizes = new int[field.Cover.Cells.Length];
        foreach (int of in field.Cover.Of.Where(n => n >= 0)) sizes[of]++;
        return new NeighbourhoodFindings
        {
            Steps = field.Abundance.Steps,
            LeftOut = field.Cover.LeftOut,
            LikenessMedian = likeness.Length == 0 ? double.NaN : likeness[likeness.Length / 2],
            LikenessLow = likeness.Length == 0 ? double.NaN : likeness[likeness.Length / 20],
            Tested = [.. field.Cover.Cells.Select((cell, i) => new TestedNeighbourhood(cell, sizes[i]))],
            Readouts = associations,
        };
    }

    private static sbyte Region(double rho, NeighbourhoodTest? test, double notPassing) =>
        test is { Passes: true } && Math.Sign(rho) == Math.Sign(test.Rho) && !(Math.Abs(rho) <= notPassing) ? (sbyte)Math.Sign(rho) : (sbyte)0;

    private static double[] Correlations(ComputeDevice device, NeighbourhoodField field, double[] readout)
    {
        int cells = field.Abundance.Cells;
        int[] y = Midranks.Centered(readout);
        double[] rho = new double[cells];
        device.ForEach((cells + Chunk - 1) / Chunk, chunk =>
        {
            for (int cell = chunk * Chunk; cell < Math.Min(cells, (chunk + 1) * Chunk); cell++)
                rho[cell] = field.Cover.Of[cell] < 0 ? double.NaN : RankCorrelation.Of(Midranks.Centered(field.Abundance.Shares.Row(cell)), y).Rho;
        });
        return rho;
    }
}
