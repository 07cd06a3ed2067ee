using GpuCqa.Analysis.Results;
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
    private readonly Dictionary<(double, int), Dictionary<(double Resolution, int Cluster), double>> matches = [];

    public ReportContext(ReportSource source)
    {
        DiscoveryResult result = source.Result;
        Result = result;
        Source = source;
        Finding = Finding.Of(result);
        Clustering = Finding.ClusteringOf(result);
        Candidates = CandidateSelection.Of(result, most: 6);
        Dictionary<(double, int), double> overlaps = Finding.Best is { } best ? CandidateSelection.Overlaps(result, best.Resolution, best.Cluster) : [];
        Colors = [.. result.Clusterings.Select(c =>
        {
            int focus = Enumerable.Range(0, c.Clusters).Where(k => overlaps.GetValueOrDefault((c.Resolution, k)) >= CandidateSelection.SameCells)
                .OrderByDescending(k => overlaps[(c.Resolution, k)]).FirstOrDefault(-1);
            return new ClusterColors(focus, Palette.Clusters(c.Clusters, focus));
        })];
        Readout = Math.Max(0, Finding.Best is null ? 0 : result.Parameters.Readouts.ToList().IndexOf(Finding.Best.Readout));
        LotOrder = [.. Enumerable.Range(0, result.Lots.Count).OrderBy(l => double.IsNaN(ReadoutOf(l)) ? 1 : 0).ThenBy(ReadoutOf).ThenBy(l => l)];
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
    public int ClusteringIndex => Math.Max(0, Result.Clusterings.ToList().IndexOf(Clustering!));

    public double ReadoutOf(int lot) => Result.Lots[lot].Readouts.Length > Readout ? Result.Lots[lot].Readouts[Readout] : double.NaN;

    /// <summary>The cluster of another resolution that shares most cells with a candidate's, and their Jaccard index; -1 when none shares any.</summary>
    public (int Cluster, double Jaccard) BestMatch(Association candidate, Clustering other)
    {
        if (!matches.TryGetValue((candidate.Resolution, candidate.Cluster), out Dictionary<(double Resolution, int Cluster), double>? overlaps))
            matches[(candidate.Resolution, candidate.Cluster)] = overlaps = CandidateSelection.Overlaps(Result, candidate.Resolution, candidate.Cluster);
        (int Cluster, double Jaccard) best = (-1, 0);
        for (int k = 0; k < other.Clusters; k++)
        {
            double jaccard = overlaps.GetValueOrDefault((other.Resolution, k));
            if (jaccard > best.Jaccard) best = (k, jaccard);
        }

        return best;
    }

    /// <summary>The lots of one association, with their readouts, in lot order.</summary>
    public IReadOnlyList<ScatterPoint> Points(Association association)
    {
        int readout = Result.Parameters.Readouts.ToList().IndexOf(association.Readout);
        Dictionary<string, ClusterFraction> fractions = Result.Fractions.Where(f => f.Resolution == association.Resolution && f.Cluster == association.Cluster).ToDictionary(f => f.Lot);
        return [.. LotOrder.Where(l => fractions.ContainsKey(Result.Lots[l].Name)).Select(l => new ScatterPoint(readout < 0 ? double.NaN : Result.Lots[l].Readouts[readout], fractions[Result.Lots[l].Name]))];
    }
}
