using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Registry;

/// <summary>How the states of a discovery lie to those of an older reference: the cells of the discovery that a mapping onto that reference labelled.</summary>
public static class StateLinks
{
    // A smaller overlap is written down for neither side.
    private const double Least = 0.1;

    /// <summary>Compares every cluster with the labels of its cells.</summary>
    /// <param name="discovery">Folder of the discovery.</param>
    /// <param name="mapping">Folder of a mapping of its cells onto the older reference.</param>
    /// <exception cref="PreconditionException">The mapping gave none of the discovery's cells a label, or a folder is of another verb.</exception>
    public static IReadOnlyList<StateLink> Of(string discovery, string mapping)
    {
        (string newer, _) = Reference(discovery, "discover");
        (string older, double main) = Reference(mapping, "map");
        if (newer == older) throw new PreconditionException($"{mapping}: is mapped onto the reference of {discovery} itself; its states are that reference's already.");
        var labels = new Dictionary<(string Lot, string Cell), int[]>();
        string[] oldNames = [];
        ResultFacts.Rows(mapping, "cells.csv.gz", csv =>
        {
            if (oldNames.Length == 0) oldNames = Columns(csv, "label_");
            labels[(csv.Text(csv.Column("lot")) ?? "", csv.Text(csv.Column("cell")) ?? "")] = [.. oldNames.Select(n => csv.Integer(csv.Column("label_" + n)))];
        });
        string[] newNames = [];
        int common = 0;
        var counts = new Dictionary<(int New, int Cluster, int Label), long>();
        int[] against = [];
        ResultFacts.Rows(discovery, "cells.csv.gz", csv =>
        {
            if (newNames.Length == 0)
            {
                newNames = Columns(csv, "cluster_");
                string fallback = main.ToString(CultureInfo.InvariantCulture);
                against = [.. newNames.Select(n => Array.IndexOf(oldNames, n) is >= 0 and var at ? at : Math.Max(0, Array.IndexOf(oldNames, fallback)))];
            }

            if (!labels.TryGetValue((csv.Text(csv.Column("lot")) ?? "", csv.Text(csv.Column("cell")) ?? ""), out int[]? own)) return;
            common++;
            for (int r = 0; r < newNames.Length; r++)
            {
                var key = (r, csv.Integer(csv.Column("cluster_" + newNames[r])), own[against[r]]);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        });
        if (common == 0) throw new PreconditionException($"{mapping} labels none of the cells of {discovery}: their lots or barcodes have other names. Map the train lots of the discovery onto the older reference.");
        var links = new List<StateLink>();
        foreach (var pair in counts.Where(p => p.Key.Label >= 0).OrderBy(p => p.Key))
        {
            long from = counts.Where(c => c.Key.New == pair.Key.New && c.Key.Cluster == pair.Key.Cluster).Sum(c => c.Value), to = counts.Where(c => c.Key.New == pair.Key.New && c.Key.Label == pair.Key.Label).Sum(c => c.Value);
            double shareFrom = pair.Value / (double)from, shareTo = pair.Value / (double)to;
            if (Math.Max(shareFrom, shareTo) < Least) continue;
            links.Add(new StateLink(StateKey.Cluster(newer, Number(newNames[pair.Key.New]), pair.Key.Cluster), StateKey.Cluster(older, Number(oldNames[against[pair.Key.New]]), pair.Key.Label), StateLink.KindOf(shareFrom, shareTo), shareFrom, shareTo));
        }

        return links.Count > 0 ? links : throw new PreconditionException($"{mapping} gives none of the {common} cells that it shares with {discovery} a state of the older reference (they are refused): the states of the two are not linked by it.");
    }

    private static (string Hash, double Main) Reference(string folder, string verb)
    {
        var record = ResultFacts.Json(folder, "provenance.json");
        string found = record["verb"]?.GetValue<string>() ?? "discover";
        if (found != verb) throw new PreconditionException($"{folder}: is a result of {found}, expected one of {verb}.");
        var summary = ResultFacts.Json(folder, "summary.json");
        string hash = summary["reference"]?["hash"]?.GetValue<string>() ?? throw new PreconditionException($"{folder}: names no reference.");
        return (hash, summary["main_resolution"]?.GetValue<double>() ?? double.NaN);
    }

    private static string[] Columns(CsvReader csv, string prefix) => [.. csv.Header.Where(h => h.StartsWith(prefix, StringComparison.Ordinal)).Select(h => h[prefix.Length..])];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
