using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads back how clusters held when they were found anew.</summary>
internal static class StabilityReader
{
    /// <summary>Null where the folder has none.</summary>
    public static StabilityFindings? Read(FolderFiles files, AssociationFindings tests)
    {
        if (!files.Has(ResultTables.Stability.File)) return null;
        double[] resolutions = [.. tests.Partitions.Select(p => p.Resolution)];
        var clusters = new List<ClusterStability>();
        Rows(files, ResultTables.Stability, csv => clusters.Add(new ClusterStability
        {
            State = State(csv, "resolution", "cluster"), Cells = csv.Integer(csv.Column("cells")), SubsampleMean = Number(csv, "jaccard_mean"), SubsampleMin = Number(csv, "jaccard_min"),
            Recovered = Number(csv, "recovered"), Dissolved = Number(csv, "dissolved"), SeedMean = Number(csv, "jaccard_seeds_mean"), SeedMin = Number(csv, "jaccard_seeds_min"), LotOutMin = Number(csv, "jaccard_lot_out_min"),
            LotOutWorst = csv.Text(csv.Column("lot_out_worst")), LargestLotShare = Number(csv, "largest_lot_share"), LargestLot = csv.Text(csv.Column("largest_lot")) ?? "", LotsAboveLimit = Number(csv, "lots_above_loq"),
            Flags = csv.Text(csv.Column("flags"))?.Split(';') ?? [],
        }));
        var associations = new List<AssociationStability>();
        Rows(files, ResultTables.StabilityAssociations, csv => associations.Add(new AssociationStability(csv.Text(csv.Column("readout")) ?? "", State(csv, "resolution", "cluster"), Number(csv, "rho"), csv.Integer(csv.Column("refits")),
            Number(csv, "rho_median"), Number(csv, "rho_low"), Number(csv, "lot_out_low"), Number(csv, "lot_out_high"), csv.OptionalInteger(csv.Column("sign_holds")) is { } holds ? holds == 1 : null)));
        var agreement = new List<PartitionAgreement>();
        Rows(files, ResultTables.StabilityAgreement, csv => agreement.Add(new PartitionAgreement(Resolution(csv, "resolution"), csv.Integer(csv.Column("seed")), Resolution(csv, "other_resolution"), csv.Integer(csv.Column("other_seed")), Number(csv, "ari"))));
        var links = new List<ClusterLink>();
        Rows(files, ResultTables.ClusterTree, csv => links.Add(new ClusterLink(State(csv, "resolution", "cluster"), State(csv, "lower_resolution", "lower_cluster"), csv.Integer(csv.Column("cells")), Number(csv, "share"), Number(csv, "lower_share"), csv.Integer(csv.Column("main")) == 1)));
        return new StabilityFindings { Refits = Refits(), Clusters = clusters, Associations = associations, Agreement = agreement, Links = links };

        int Resolution(CsvReader csv, string column) => Array.IndexOf(resolutions, Number(csv, column)) is >= 0 and int found ? found : throw new BadDataException(files.PathOf(ResultTables.Stability.File), null, "names a resolution that the result does not have.");

        StateId State(CsvReader csv, string resolution, string cluster) => new(Resolution(csv, resolution), csv.Integer(csv.Column(cluster)));

        IReadOnlyList<RefitJaccard> Refits()
        {
            var made = new Dictionary<(string Kind, int Number), RefitJaccard>();
            Rows(files, ResultTables.StabilityRefits, csv =>
            {
                (string Kind, int Number) key = (csv.Text(csv.Column("kind")) ?? "", csv.Integer(csv.Column("number")));
                if (!made.TryGetValue(key, out RefitJaccard? refit))
                {
                    RefitKind kind = Enum.GetValues<RefitKind>().First(k => ClusterRefit.NameOf(k) == key.Kind || k == RefitKind.Lot);
                    made[key] = refit = new RefitJaccard(kind, key.Number, csv.Text(csv.Column("lot")), csv.Integer(csv.Column("cells")), new int[resolutions.Length], new double[resolutions.Length], [.. tests.Partitions.Select(p => new double[p.States.Count])]);
                }

                int r = Resolution(csv, "resolution");
                (refit.Clusters[r], refit.Agreement[r]) = (csv.Integer(csv.Column("clusters")), Number(csv, "ari"));
            });
            Rows(files, ResultTables.StabilityJaccard, csv =>
            {
                (int r, int k) = (Resolution(csv, "resolution"), csv.Integer(csv.Column("cluster")));
                if (!made.TryGetValue((csv.Text(csv.Column("kind")) ?? "", csv.Integer(csv.Column("number"))), out RefitJaccard? refit) || (uint)k >= (uint)refit.Jaccard[r].Length)
                    throw new BadDataException(files.PathOf(ResultTables.StabilityJaccard.File), null, $"does not agree with {ResultTables.StabilityRefits.File}.");
                refit.Jaccard[r][k] = Number(csv, "jaccard");
            });
            return [.. made.Values];
        }
    }

    private static void Rows(FolderFiles files, TableDefinition table, Action<CsvReader> row) => files.Read(table.File, csv =>
    {
        while (csv.Read()) row(csv);
    });

    private static double Number(CsvReader csv, string column) => csv.Number(csv.Column(column));
}
