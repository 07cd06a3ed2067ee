using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The columns of the tables about refits of the clusters.</summary>
internal static class StabilityColumns
{
    private const string Where = "Only where stability was asked for.";
    private const string Kinds = "What was changed: seed (of the clustering, all cells), subsample (80 % of the cells of every lot; neighbours, graph and clusters anew) or lot (one lot left out; everything from the choice of genes on anew).";

    /// <summary>A row a cluster.</summary>
    public static TableDefinition Clusters() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, ClusterStability Found)>("stability.csv", Say("how every cluster holds when clusters are found anew", "再クラスタリングでの各クラスターの安定性"),
                $"One row per cluster of every resolution. {Where} Jaccard index: shared cells over all cells of both, over the cells that both have, with the most similar cluster that was found anew at the same resolution; 0 where no cell of it was left.", result => Of(result).Clusters.Select(c => (result, c)))
            { When = Made }
            .Number("resolution", "Resolution of the clustering.", r => Resolution(r.Result, r.Found.State))
            .Integer("cluster", "Cluster, from 0 (largest).", r => r.Found.State.Index)
            .Integer("cells", "Cells of the cluster.", r => r.Found.Cells)
            .Number("jaccard_mean", "Mean Jaccard index over the subsamples.", r => r.Found.SubsampleMean)
            .Number("jaccard_min", "Smallest of these.", r => r.Found.SubsampleMin)
            .Number("recovered", "Share of the subsamples in which the index is 0.75 or more.", r => r.Found.Recovered)
            .Number("dissolved", "Share of the subsamples in which it is 0.5 or less.", r => r.Found.Dissolved)
            .Number("jaccard_seeds_mean", "Mean Jaccard index over the seeds.", r => r.Found.SeedMean)
            .Number("jaccard_seeds_min", "Smallest of these.", r => r.Found.SeedMin)
            .Number("jaccard_lot_out_min", "Smallest Jaccard index over the lots left out.", r => r.Found.LotOutMin)
            .Text("lot_out_worst", "The lot without which it is that.", r => r.Found.LotOutWorst)
            .Number("largest_lot_share", "Largest share of the cluster's cells that come from one lot.", r => r.Found.LargestLotShare)
            .Text("largest_lot", "That lot.", r => r.Found.LargestLot)
            .Number("lots_above_loq", "Share of the lots in which the cluster's fraction is above its limit of quantification: 10 cells or more, and a relative standard deviation, with the parameter aliquot_icc, of at most that of a count of 10 (32 %).", r => r.Found.LotsAboveLimit)
            .Text("flags", "Separated by semicolons: UNSTABLE (jaccard_mean below 0.75, or jaccard_lot_out_min below 0.6; such a cluster is never the finding), LOT_SPECIFIC (largest_lot_share above 0.5), BELOW_LOQ (lots_above_loq below 0.8).", r => r.Found.Flags.Count == 0 ? null : string.Join(';', r.Found.Flags));

    /// <summary>A row a cluster and readout.</summary>
    public static TableDefinition Associations() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, AssociationStability Found)>("stability_associations.csv", Say("how every association holds when clusters are found anew", "再クラスタリングでの各関連の安定性"),
                $"One row per readout and cluster. {Where}", result => Of(result).Associations.Select(a => (result, a)))
            { When = Made }
            .Text("readout", "Readout.", r => r.Found.Readout)
            .Number("resolution", "Resolution of the clustering.", r => Resolution(r.Result, r.Found.State))
            .Integer("cluster", "Cluster.", r => r.Found.State.Index)
            .Number("rho", "Spearman rank correlation as in associations.csv.", r => r.Found.Rho)
            .Integer("refits", "Values counted: of the most similar cluster at the same resolution in every subsample and with every seed, and at the other resolutions where its Jaccard index is 0.5 or more.", r => r.Found.Refits)
            .Number("rho_median", "Median of rho of these clusters; one that cannot be estimated counts as 0.", r => r.Found.Median)
            .Number("rho_low", "Their 5 % quantile, counted from the side opposite to rho.", r => r.Found.Low)
            .Number("lot_out_low", "Smallest rho of the most similar cluster without a lot, over the other lots.", r => r.Found.LotOutLow)
            .Number("lot_out_high", "Largest of these.", r => r.Found.LotOutHigh)
            .Integer("sign_holds", "1 when rho_low has the sign of rho, 0 when not (the association is UNSTABLE then); empty where rho has no sign.", r => r.Found.SignHolds is { } holds ? holds ? 1 : 0 : null);

    /// <summary>A row a refit and resolution.</summary>
    public static TableDefinition Refits() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, RefitJaccard Found, int Resolution)>("stability_refits.csv", Say("every refit", "再クラスタリングの一覧"),
                $"One row per refit and resolution. {Where}", result => Of(result).Refits.SelectMany(f => f.Clusters.Select((_, r) => (result, f, r))))
            { When = Made }
            .Text("kind", Kinds, r => ClusterRefit.NameOf(r.Found.Kind))
            .Integer("number", "Number of the refit of its kind, from 1; of a lot left out, its place in lots.csv.", r => r.Found.Number)
            .Text("lot", "The lot that was left out; empty for the other kinds.", r => r.Found.Lot)
            .Integer("cells", "Cells of the refit.", r => r.Found.Cells)
            .Number("resolution", "Resolution.", r => r.Result.Map.Clusterings[r.Resolution].Resolution)
            .Integer("clusters", "Clusters found.", r => r.Found.Clusters[r.Resolution])
            .Number("ari", "Adjusted Rand index with the discovery's clusters of the same resolution, over the cells of the refit.", r => r.Found.Agreement[r.Resolution]);

    /// <summary>A row a refit and cluster.</summary>
    public static TableDefinition Jaccard() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, RefitJaccard Found, int Resolution, int Cluster)>("stability_jaccard.csv", Say("every cluster in every refit", "各再クラスタリングでの各クラスター"),
                $"One row per refit, resolution and cluster. {Where}", result => Of(result).Refits.SelectMany(f => f.Jaccard.SelectMany((own, r) => own.Select((_, k) => (result, f, r, k)))))
            { When = Made }
            .Text("kind", "As in stability_refits.csv.", r => ClusterRefit.NameOf(r.Found.Kind))
            .Integer("number", "Number of the refit.", r => r.Found.Number)
            .Number("resolution", "Resolution.", r => r.Result.Map.Clusterings[r.Resolution].Resolution)
            .Integer("cluster", "Cluster of the discovery.", r => r.Cluster)
            .Number("jaccard", "Jaccard index with the most similar cluster of the refit at the same resolution.", r => r.Found.Jaccard[r.Resolution][r.Cluster]);

    /// <summary>A row a pair of clusterings.</summary>
    public static TableDefinition Agreement() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, PartitionAgreement Found)>("stability_ari.csv", Say("agreement of clusterings over seeds and resolutions", "シード・解像度間のクラスタリングの一致"),
                $"One row per pair of clusterings of all cells, over resolutions and seeds: the matrix of adjusted Rand indices above its diagonal. {Where}", result => Of(result).Agreement.Select(a => (result, a)))
            { When = Made }
            .Number("resolution", "Resolution of one.", r => r.Result.Map.Clusterings[r.Found.First].Resolution)
            .Integer("seed", "Number of its seed as in stability_refits.csv; 0 is the discovery's own.", r => r.Found.FirstSeed)
            .Number("other_resolution", "Resolution of the other.", r => r.Result.Map.Clusterings[r.Found.Second].Resolution)
            .Integer("other_seed", "Number of its seed.", r => r.Found.SecondSeed)
            .Number("ari", "Adjusted Rand index: 1 for the same clusters, about 0 by chance.", r => r.Found.Rand);

    /// <summary>A row a link of the tree.</summary>
    public static TableDefinition Links() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, ClusterLink Found)>("cluster_tree.csv", Say("which clusters merge at lower resolutions", "低い解像度でのクラスターの併合"),
                $"One row per cluster and cluster of the next lower resolution that share cells: where it merges to, and what shares 5 % or more of either. {Where}", result => Of(result).Links.Select(l => (result, l)))
            { When = Made }
            .Number("resolution", "Resolution of the cluster.", r => Resolution(r.Result, r.Found.Child))
            .Integer("cluster", "Cluster.", r => r.Found.Child.Index)
            .Number("lower_resolution", "Next lower resolution.", r => Resolution(r.Result, r.Found.Parent))
            .Integer("lower_cluster", "Cluster there.", r => r.Found.Parent.Index)
            .Integer("cells", "Cells in both.", r => r.Found.Cells)
            .Number("share", "Share of the cluster's cells.", r => r.Found.OfChild)
            .Number("lower_share", "Share of the cells of the cluster of the lower resolution.", r => r.Found.OfParent)
            .Integer("main", "1 for the cluster there that holds most of it, else 0.", r => r.Found.Main ? 1 : 0);

    private static bool Made(DiscoveryResult result) => result.Tests.Stability is not null;

    private static StabilityFindings Of(DiscoveryResult result) => result.Tests.Stability!;

    private static double Resolution(DiscoveryResult result, StateId state) => result.Map.Clusterings[state.Partition].Resolution;
}
