using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>What the sections of a mapping share: sets, order of lots, colours, shares of the train lots.</summary>
internal sealed class MappingContext
{
    private readonly Lazy<MappedPlaces> places;

    public MappingContext(MapResult result)
    {
        Result = result;
        places = new Lazy<MappedPlaces>(() => new MappedPlaces(result));
        TrainFractions = Shares(result);
        Colors = [.. Reference.Clusterings.Select(c => Coloured(c, Reference.Hypotheses.Where(h => h.Resolution == c.Resolution).Select(h => h.Cluster).FirstOrDefault(-1)))];
        Train = new MappedSet(Say("train", "学習"), "#5d6873", Ordered(Reference.Lots));
        LotResult[] lots = [.. result.Lots.Select(l => l.Lot)];
        int[] order = Ordered(lots);
        Sets = [.. result.Lots.Select(l => l.Set).Distinct(StringComparer.Ordinal).Select((name, i) => new MappedSet(name, Palette.Category(i), [.. order.Where(l => result.Lots[l].Set == name)]))];
    }

    public MapResult Result { get; }

    public ReferenceModel Reference => Result.Reference;

    /// <summary>Index of the resolution that verdicts are of.</summary>
    public int Main => Result.MainResolution;

    /// <summary>The clustering that verdicts are of.</summary>
    public Clustering Clustering => Reference.Clusterings[Main];

    /// <summary>The first claim; null of a reference that locks none.</summary>
    public LockedHypothesis? Claim => Reference.Hypotheses.Count > 0 ? Reference.Hypotheses[0] : null;

    /// <summary>Colours of every clustering; the claim's cluster is vermillion.</summary>
    public IReadOnlyList<ClusterColors> Colors { get; }

    public MappedSet Train { get; }

    /// <summary>Sets of mapped lots, in the order of the sheet.</summary>
    public IReadOnlyList<MappedSet> Sets { get; }

    /// <summary>p(cluster | lot) of the train lots.</summary>
    public IReadOnlyList<StateFraction> TrainFractions { get; }

    /// <summary>All cells on one map.</summary>
    public MappedPlaces Places => places.Value;

    /// <summary>The confidence of intervals, in percent.</summary>
    public string Confidence => NumberText.Plain(Math.Round(100 * Result.Parameters.Confidence, 6));

    /// <summary>Name of a readout for axes.</summary>
    public static ReadoutWords WordsOf(string readout) => new(readout, []);

    /// <summary>The clustering of a claim; -1 when the reference lacks its resolution.</summary>
    public int PartitionOf(LockedHypothesis claim) => Reference.Clusterings.ToList().FindIndex(c => c.Resolution == claim.Resolution);

    /// <summary>Value of a claim's readout in a lot; NaN when it has none.</summary>
    public double ReadoutOf(LotResult lot, LockedHypothesis claim)
    {
        int index = Reference.Parameters.Readouts.ToList().IndexOf(claim.Readout);
        return index >= 0 && index < lot.Readouts.Length ? lot.Readouts[index] : double.NaN;
    }

    /// <summary>Lots of a claim as points: fraction of its cluster against its readout.</summary>
    public IReadOnlyList<ScatterPoint> Points(LockedHypothesis claim, MappedSet set)
    {
        var state = new StateId(PartitionOf(claim), claim.Cluster);
        bool train = ReferenceEquals(set, Train);
        IReadOnlyList<StateFraction> all = train ? TrainFractions : Result.Fractions;
        Dictionary<string, StateFraction> own = all.Where(f => f.State == state).ToDictionary(f => f.Lot, StringComparer.Ordinal);
        return [.. set.Lots.Select(l => train ? Reference.Lots[l] : Result.Lots[l].Lot).Where(l => own.ContainsKey(l.Name)).Select(l => new ScatterPoint(ReadoutOf(l, claim), own[l.Name]))];
    }

    private int[] Ordered(IReadOnlyList<LotResult> lots)
    {
        double[] values = [.. lots.Select(l => Claim is { } claim ? ReadoutOf(l, claim) : double.NaN)];
        return [.. Enumerable.Range(0, lots.Count).OrderBy(l => double.IsNaN(values[l]) ? 1 : 0).ThenBy(l => values[l]).ThenBy(l => l)];
    }

    private static ClusterColors Coloured(Clustering clustering, int focus) => new(focus, Palette.Clusters(clustering.Clusters, focus));

    private static StateFraction[] Shares(MapResult result)
    {
        ReferenceModel reference = result.Reference;
        var shares = new List<StateFraction>();
        int[] sizes = new int[reference.Lots.Count];
        foreach (int lot in reference.Cells.Lots) sizes[lot]++;
        for (int r = 0; r < reference.Clusterings.Count; r++)
        {
            int[,] counts = new int[reference.Lots.Count, reference.Clusterings[r].Clusters];
            for (int c = 0; c < reference.Cells.Count; c++) counts[reference.Cells.Lots[c], reference.Clusterings[r].Labels[c]]++;
            for (int lot = 0; lot < sizes.Length; lot++)
            {
                for (int k = 0; k < reference.Clusterings[r].Clusters; k++)
                {
                    Interval narrow = ProportionInterval.Wilson(counts[lot, k], sizes[lot], result.Parameters.Confidence);
                    Interval wide = ProportionInterval.WilsonOverdispersed(counts[lot, k], sizes[lot], reference.Parameters.AliquotIcc, result.Parameters.Confidence);
                    shares.Add(new StateFraction(reference.Lots[lot].Name, new StateId(r, k), counts[lot, k], sizes[lot], (double)counts[lot, k] / sizes[lot], narrow.Low, narrow.High, wide.Low, wide.High));
                }
            }
        }

        return [.. shares];
    }
}
