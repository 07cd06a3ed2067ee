using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Compute;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddCells(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["CLUS-01"] = input => new() { ["ARI"] = AdjustedRandIndex.Of(Labels(input, "a"), Labels(input, "b")) };
        cases["CLUS-02"] = input => new() { ["J"] = ClusterJaccard.Best(Labels(input, "a"), Labels(input, "b")).Select((j, k) => KeyValuePair.Create($"{k}", (object?)j)).ToDictionary() };
        cases["CNA-01"] = Covarying;
        cases["XFER-01"] = Transfer;
        cases["POT-01"] = input =>
        {
            var curve = new FourParameterCurve(input.Number("a"), input.Number("b"), input.Number("c"), input.Number("d"));
            return new() { ["x"] = input.Numbers("y").Select(curve.Concentration).ToArray() };
        };
        cases["AUDIT-01"] = input =>
        {
            string hash = AuditLine.Zero;
            return new() { ["hashes"] = input.GetProperty("entries").EnumerateArray().Select(e => hash = AuditLine.Next(hash, CanonicalJson.Bytes(JsonNode.Parse(e.GetRawText())))).ToArray() };
        };
    }

    private static Dictionary<string, object?> Covarying(JsonElement input)
    {
        using var device = new CpuDevice(2);
        int[] lots = Labels(input, "lot_of_cell"), ks = Labels(input, "ks");
        double[] readout = input.Numbers("y");
        int count = lots.Max() + 1;
        NeighbourhoodAbundance made = LotDiffusion.Run(device, Graph(input, lots.Length), lots, count, steps: input.Integer("steps"));
        LotComponents all = LotComponents.Of(device, made, count - 1);
        GlobalTest test = GlobalAssociation.Run(device, LotComponents.Of(device, made, ks.Max()).Vectors, ks, readout, new MaxTOptions().PlanFor([readout]));
        return new()
        {
            ["nam"] = Enumerable.Range(0, count).Select(l => (object)Enumerable.Range(0, lots.Length).Select(c => made.Shares[c, l]).ToArray()).ToArray(),
            ["singular_values"] = all.SingularValues,
            ["min_p"] = test.RankingP, ["k"] = test.Components, ["f"] = test.F, ["r2"] = test.RSquared,
            ["ncorr"] = Enumerable.Range(0, lots.Length).Select(c => Pearson.Correlation(made.Shares.Row(c), readout)).ToArray(),
            ["perm_count"] = test.Count, ["n_perm"] = (long)Math.Round(test.Count / test.P), ["p_perm"] = test.P,
        };
    }

    // A diagonal, as the shared-neighbour graph has one: it is ignored.
    private static CsrMatrix<double> Graph(JsonElement input, int cells)
    {
        double[] cycle = input.Numbers("weights_cycle");
        double[][] edges = input.Rows("edges");
        SortedDictionary<int, double>[] rows = [.. Enumerable.Range(0, cells).Select(c => new SortedDictionary<int, double> { [c] = 1 })];
        for (int e = 0; e < edges.Length; e++) rows[(int)edges[e][0]][(int)edges[e][1]] = rows[(int)edges[e][1]][(int)edges[e][0]] = cycle[e % cycle.Length];
        long[] offsets = new long[cells + 1];
        for (int c = 0; c < cells; c++) offsets[c + 1] = offsets[c] + rows[c].Count;
        return new CsrMatrix<double>(cells, cells, offsets, [.. rows.SelectMany(r => r.Keys)], [.. rows.SelectMany(r => r.Values)]);
    }

    // The kernel is 1 - exp(-D score / 2 (1 / sd)^2).
    private static Dictionary<string, object?> Transfer(JsonElement input)
    {
        using var device = new CpuDevice(1);
        double[] distances = input.Numbers("distances"), scores = input.Numbers("anchor_scores");
        int[] labels = Labels(input, "anchor_labels");
        int n = distances.Length;
        double sd = input.Number("sd");
        AnchorWeights found = device.AnchorWeights(new NeighborTable(1, n, [.. Enumerable.Range(0, n)], distances), new AnchorGroups([.. Enumerable.Range(0, n + 1)], [.. Enumerable.Range(0, n)]), scores, n, 2 * sd * sd);
        DenseMatrix<double> votes = device.AnchorVotes(found, [labels], [labels.Max() + 1])[0];
        double[] weights = new double[n];
        for (int a = 0; a < n; a++) weights[found.Anchors[a]] = found.Weights[a];
        return new()
        {
            ["weights"] = weights,
            ["score_by_label"] = labels.Distinct().ToDictionary(l => $"{l}", l => (object?)votes[0, l]),
            ["predicted"] = Enumerable.Range(0, labels.Max() + 1).MaxBy(l => votes[0, l]),
        };
    }

    private static int[] Labels(JsonElement input, string name) => [.. input.Numbers(name).Select(v => (int)v)];
}
