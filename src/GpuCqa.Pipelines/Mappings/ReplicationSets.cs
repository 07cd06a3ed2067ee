using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.References;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>The mapped lots as sets that locked claims are tested on: one a role.</summary>
internal sealed class ReplicationSets
{
    private readonly IReadOnlyList<LockedHypothesis> hypotheses;
    private readonly int[] readouts;
    private readonly IReadOnlyList<LotInput> lots;
    private readonly bool[] isNew;

    private ReplicationSets(ReferenceRecord reference, IReadOnlyList<LotResult> train, IReadOnlyList<LotInput> lots, MapParameters parameters)
    {
        this.lots = lots;
        hypotheses = reference.Hypotheses;
        readouts = [.. hypotheses.Select(h => reference.Parameters.Readouts.ToList().IndexOf(h.Readout))];
        var found = train.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        isNew = [.. lots.Select(l => l.Lot.Role != Lot.TrainRole && !found.Contains(l.Lot.Name))];
        Train = new ReplicationSet { Role = Lot.TrainRole, Lots = [.. train.Select(l => new ReplicationLot(l.Name, l.Donor, l.Tissue, l.Process))], Readouts = [.. readouts.Select(r => train.Select(l => l.Readouts[r]).ToArray())] };
        Options = new ReplicationOptions
        {
            ReferenceHash = reference.Hash,
            TrainWarnings = reference.Warnings,
            Falsifications = [.. parameters.Falsification.Select(FalsificationPlan.Parse)],
            PostHoc = parameters.PostHoc,
            Confidence = parameters.Confidence,
            Seed = parameters.Seed,
        };
        New = Sets(_ => [], _ => []);
    }

    /// <summary>Sets of new lots, before their cells are read.</summary>
    public IReadOnlyList<ReplicationSet> New { get; }

    /// <summary>How claims are tested.</summary>
    public ReplicationOptions Options { get; }

    private ReplicationSet Train { get; }

    /// <summary>The sets of a sheet.</summary>
    public static ReplicationSets Of(ReferenceRecord reference, IReadOnlyList<LotResult> train, IReadOnlyList<LotInput> lots, MapParameters parameters) => new(reference, train, lots, parameters);

    /// <summary>The set that a lot is tested in; null of a lot that the claims were found on.</summary>
    /// <param name="lot">Its place among the mapped lots.</param>
    public string? SetOf(int lot) => isNew[lot] ? New.SelectMany(s => s.ByTissue()).First(s => s.Lots.Any(l => l.Name == lots[lot].Lot.Name)).Name : null;

    /// <summary>Tests the claims.</summary>
    /// <param name="trainFractions">Per hypothesis, p(cluster | lot) of the train lots.</param>
    /// <param name="fractions">Per hypothesis, p(cluster | lot) of the mapped lots.</param>
    /// <param name="trainHigh">Per hypothesis, marker-high share of the train lots, or null.</param>
    /// <param name="high">Per hypothesis, marker-high share of the mapped lots, or null.</param>
    public ReplicationFindings Test(double[][] trainFractions, double[][] fractions, double[]?[] trainHigh, double[]?[] high) =>
        Replications.Run(hypotheses, Train with { Fractions = trainFractions, MarkerHigh = trainHigh }, Sets(chosen => [.. fractions.Select(f => Pick(f, chosen))], chosen => [.. high.Select(f => f is null ? null : Pick(f, chosen))]), Options);

    private ReplicationSet[] Sets(Func<int[], double[][]> fractions, Func<int[], double[]?[]> high) =>
        [.. Enumerable.Range(0, lots.Count).Where(l => isNew[l]).GroupBy(l => lots[l].Lot.Role, StringComparer.Ordinal).Select(role =>
        {
            int[] chosen = [.. role];
            return new ReplicationSet
            {
                Role = role.Key,
                Lots = [.. chosen.Select(l => lots[l].Lot).Select(l => new ReplicationLot(l.Name, l.Donor, l.Tissue, l.Process))],
                Readouts = [.. readouts.Select(r => chosen.Select(l => lots[l].Readouts[r]).ToArray())],
                Fractions = fractions(chosen),
                MarkerHigh = high(chosen),
            };
        })];

    private static double[] Pick(double[] values, int[] lots) => Array.ConvertAll(lots, l => values[l]);
}
