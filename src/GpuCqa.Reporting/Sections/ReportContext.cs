using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Sections;

/// <summary>What the sections of a report share: the result, what it is about, and the colours.</summary>
internal sealed class ReportContext
{
    private readonly Dictionary<StateId, Dictionary<StateId, double>> matches = [];

    public ReportContext(ReportSource source)
    {
        DiscoveryResult result = source.Result;
        Result = result;
        Source = source;
        Finding = Finding.Of(result);
        Clustering = Finding.ClusteringOf(result);
        Candidates = CandidateSelection.Of(result, most: 6);
        Dictionary<StateId, double> overlaps = Finding.Best is { } best ? CandidateSelection.Overlaps(result, best.State) : [];
        Colors = [.. result.Map.Clusterings.Select((c, p) =>
        {
            int focus = Enumerable.Range(0, c.Clusters).Where(k => overlaps.GetValueOrDefault(new StateId(p, k)) >= CandidateSelection.SameCells)
                .OrderByDescending(k => overlaps[new StateId(p, k)]).FirstOrDefault(-1);
            return new ClusterColors(focus, Palette.Clusters(c.Clusters, focus));
        })];
        Readout = Math.Max(0, Finding.Best is null ? 0 : result.Parameters.Readouts.ToList().IndexOf(Finding.Best.Readout));
        LotOrder = [.. Enumerable.Range(0, result.Map.Lots.Count).OrderBy(l => double.IsNaN(ReadoutOf(l)) ? 1 : 0).ThenBy(ReadoutOf).ThenBy(l => l)];
    }

    public DiscoveryResult Result { get; }

    public ReportSource Source { get; }

    public Provenance Provenance => Source.Provenance;

    public MapExpression Expression => Source.Expression;

    public Finding Finding { get; }

    /// <summary>The partition that the pictures show; null when there is none.</summary>
    public Clustering? Clustering { get; }

    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>Colours of every partition, in the order of the result.</summary>
    public IReadOnlyList<ClusterColors> Colors { get; }

    /// <summary>Index of the readout that lots are ordered by.</summary>
    public int Readout { get; }

    public string ReadoutName => Result.Parameters.Readouts.Count == 0 ? "readout" : Result.Parameters.Readouts[Readout];

    /// <summary>Lots by increasing readout, those without one last.</summary>
    public int[] LotOrder { get; }

    /// <summary>Index of <see cref="Clustering"/> in the result.</summary>
    public int ClusteringIndex => Math.Max(0, PartitionOf(Clustering!));

    /// <summary>Index of a clustering in the result; -1 when it is none of its own.</summary>
    public int PartitionOf(Clustering clustering) => Result.Map.Clusterings.ToList().IndexOf(clustering);

    /// <summary>Resolution of an association's clustering.</summary>
    public double ResolutionOf(Association association) => Result.Tests.Partitions[association.State.Partition].Resolution;

    public double ReadoutOf(int lot) => Result.Map.Lots[lot].Readouts.Length > Readout ? Result.Map.Lots[lot].Readouts[Readout] : double.NaN;

    /// <summary>The cluster of another resolution that shares most cells with a candidate's, and their Jaccard index; -1 when none shares any.</summary>
    public (int Cluster, double Jaccard) BestMatch(Association candidate, Clustering other)
    {
        if (!matches.TryGetValue(candidate.State, out Dictionary<StateId, double>? overlaps))
            matches[candidate.State] = overlaps = CandidateSelection.Overlaps(Result, candidate.State);
        int partition = PartitionOf(other);
        (int Cluster, double Jaccard) best = (-1, 0);
        for (int k = 0; k < other.Clusters; k++)
        {
            double jaccard = overlaps.GetValueOrDefault(new StateId(partition, k));
            if (jaccard > best.Jaccard) best = (k, jaccard);
        }

        return best;
    }

    /// <summary>The lots of one association, with their readouts, in lot order.</summary>
    public IReadOnlyList<ScatterPoint> Points(Association association)
    {
        int readout = Result.Parameters.Readouts.ToList().IndexOf(association.Readout);
        Dictionary<string, StateFraction> fractions = Result.Tests.Fractions.Where(f => f.State == association.State).ToDictionary(f => f.Lot);
        return [.. LotOrder.Where(l => fractions.ContainsKey(Result.Map.Lots[l].Name)).Select(l => new ScatterPoint(readout < 0 ? double.NaN : Result.Map.Lots[l].Readouts[readout], fractions[Result.Map.Lots[l].Name]))];
    }
}
