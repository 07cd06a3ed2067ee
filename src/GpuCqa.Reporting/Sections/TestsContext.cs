using GpuCqa.Analysis.Populations;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Sections;

/// <summary>What sections about a family of tests share: what it is about, the order of the lots, the colours.</summary>
internal sealed class TestsContext
{
    public TestsContext(AssociationFindings findings, PopulationMap? map)
    {
        Findings = findings;
        Finding = Finding.Of(findings);
        Names = new StateNames(findings.Partitions);
        Partition = Finding.PartitionOf(findings);
        Candidates = CandidateSelection.Of(findings, map, most: 6);
        Dictionary<StateId, double> overlaps = Finding.Best is { } best ? CandidateSelection.Overlaps(map, best.State) : [];
        Colors = [.. findings.Partitions.Select((partition, p) =>
        {
            int focus = Enumerable.Range(0, partition.States.Count).Where(k => overlaps.GetValueOrDefault(new StateId(p, k)) >= CandidateSelection.SameCells)
                .OrderByDescending(k => overlaps[new StateId(p, k)]).FirstOrDefault(-1);
            return new ClusterColors(focus, Palette.Clusters(partition.States.Count, focus));
        })];
        Readout = Math.Max(0, Finding.Best is null ? 0 : findings.Parameters.Readouts.ToList().IndexOf(Finding.Best.Readout));
        LotOrder = [.. Enumerable.Range(0, findings.Lots.Count).OrderBy(l => double.IsNaN(ReadoutOf(l)) ? 1 : 0).ThenBy(ReadoutOf).ThenBy(l => l)];
    }

    public AssociationFindings Findings { get; }

    public Finding Finding { get; }

    /// <summary>Names of the states.</summary>
    public StateNames Names { get; }

    /// <summary>Index of the partition that the pictures show; -1 when there is none.</summary>
    public int Partition { get; }

    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>Colours of every partition, in the order of the result.</summary>
    public IReadOnlyList<ClusterColors> Colors { get; }

    /// <summary>Index of the readout that lots are ordered by.</summary>
    public int Readout { get; }

    public string ReadoutName => Findings.Parameters.Readouts.Count == 0 ? "readout" : Findings.Parameters.Readouts[Readout];

    /// <summary>The readout that lots are ordered by, in words.</summary>
    public ReadoutWords Words => WordsOf(ReadoutName);

    /// <summary>How lots are ordered, in words.</summary>
    public Said Order => Words.Levels.Count > 0 ? Said.Say($"in the order of {ReadoutName}", $"{ReadoutName}の順") : Said.Say($"by increasing {ReadoutName}", $"{ReadoutName}の小さい順");

    /// <summary>Lots by increasing readout, those without one last.</summary>
    public int[] LotOrder { get; }

    /// <summary>The confidence of intervals, in percent.</summary>
    public string Confidence => NumberText.Plain(Math.Round(100 * Findings.Parameters.Confidence, 6));

    public ReadoutWords WordsOf(string readout) => ReadoutWords.Of(Findings.Parameters, readout);

    public double ReadoutOf(int lot) => Findings.Lots[lot].Readouts.Length > Readout ? Findings.Lots[lot].Readouts[Readout] : double.NaN;

    /// <summary>Resolution of an association's clustering.</summary>
    public double ResolutionOf(Association association) => Findings.Partitions[association.State.Partition].Resolution;

    /// <summary>The lots of one association, with their readouts, in lot order.</summary>
    public IReadOnlyList<ScatterPoint> Points(Association association)
    {
        int readout = Findings.Parameters.Readouts.ToList().IndexOf(association.Readout);
        Dictionary<string, StateFraction> fractions = Findings.Fractions.Where(f => f.State == association.State).ToDictionary(f => f.Lot);
        return [.. LotOrder.Where(l => fractions.ContainsKey(Findings.Lots[l].Name)).Select(l => new ScatterPoint(readout < 0 ? double.NaN : Findings.Lots[l].Readouts[readout], fractions[Findings.Lots[l].Name]))];
    }
}
