using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The blocks of summary.json about a family of tests over lots.</summary>
internal static class AssociationSummary
{
    public static void Add(JsonObject json, AssociationFindings tests, string sentence, IReadOnlyList<string> warnings)
    {
        Finding finding = Finding.Of(tests);
        bool clusters = new StateNames(tests.Partitions).Clusters;
        json["design"] = new JsonObject
        {
            ["sentence"] = tests.Design.Sentence,
            ["lots"] = tests.Design.Lots,
            ["orders"] = JsonText.Number(tests.Design.Orders),
            ["exact"] = tests.Design.Exact,
            ["permutations"] = tests.Design.Permutations,
            ["smallest_p"] = JsonText.Number(tests.Design.SmallestP),
            ["can_reach_alpha"] = tests.Design.CanReachAlpha,
        };
        if (tests.Design.Restriction is { } restriction)
        {
            json["design"]!["restriction"] = new JsonObject
            {
                ["block"] = JsonText.Texts(restriction.Block), ["blocks"] = restriction.Blocks, ["unit"] = restriction.Unit, ["lots"] = restriction.Lots, ["covariates"] = JsonText.Texts(restriction.Covariates),
            };
        }

        json["finding"] = new JsonObject
        {
            ["sentence"] = sentence,
            ["alpha"] = JsonText.Number(tests.Parameters.Alpha),
            ["reaches_alpha"] = finding.ReachesAlpha,
            ["best"] = finding.Best is null ? null : Test(tests, finding.Best, clusters),
        };
        json["extents"] = JsonText.List(tests.Extents, e => Extent(tests, e, clusters));
        json["warnings"] = JsonText.Texts(warnings);
        var family = new JsonObject
        {
            ["tests"] = finding.FamilySize,
            ["estimable"] = finding.Estimable,
            ["reaching_alpha"] = finding.Reaching,
            ["left_out"] = finding.LeftOut,
            ["readouts"] = JsonText.Texts(tests.Parameters.Readouts),
        };
        if (tests.OtherTests > 0) family["neighbourhood_tests"] = tests.OtherTests;
        if (clusters) family["resolutions"] = JsonText.Numbers(tests.Partitions.Select(p => p.Resolution));
        else family["states"] = tests.Partitions.Sum(p => p.States.Count);
        json["family"] = family;
        json["best_per_readout"] = JsonText.List(tests.BestPerReadout(), a => Test(tests, a, clusters));
    }

    private static JsonObject Extent(AssociationFindings tests, FindingExtent extent, bool clusters) => new()
    {
        ["readout"] = extent.Readout,
        ["cells"] = extent.Cells,
        ["rho"] = JsonText.Number(extent.Rho),
        ["p_exact"] = JsonText.Number(extent.P),
        ["interval_low"] = JsonText.Number(extent.Interval.Low),
        ["interval_high"] = JsonText.Number(extent.Interval.High),
        ["fractions"] = JsonText.Numbers(extent.Fractions),
        ["parts"] = JsonText.List(extent.Parts, p =>
        {
            var json = new JsonObject();
            Name(json, tests, p.State, clusters);
            json["role"] = Roles[p.Role];
            json["group"] = p.Group;
            json["cells_added"] = p.Cells;
            json["rho"] = JsonText.Number(p.Rho);
            json["p_exact"] = JsonText.Number(p.P);
            return json;
        }),
        ["nested"] = JsonText.List(extent.Nested, s =>
        {
            var json = new JsonObject();
            Name(json, tests, s, clusters);
            return json;
        }),
    };

    /// <summary>The roles as summary.json calls them.</summary>
    public static IReadOnlyDictionary<ExtentRole, string> Roles { get; } = new Dictionary<ExtentRole, string> { [ExtentRole.Lead] = "lead", [ExtentRole.Wider] = "wider", [ExtentRole.Other] = "other" };

    private static void Name(JsonObject json, AssociationFindings tests, StateId state, bool clusters)
    {
        StatePartition partition = tests.Partitions[state.Partition];
        if (clusters)
        {
            json["resolution"] = JsonText.Number(partition.Resolution);
            json["cluster"] = state.Index;
            return;
        }

        if (tests.Partitions.Count > 1) json["column"] = partition.Name;
        json["state"] = partition.States[state.Index];
    }

    // Names as the columns of associations.csv.
    private static JsonObject Test(AssociationFindings tests, Association a, bool clusters)
    {
        var json = new JsonObject { ["readout"] = a.Readout };
        Name(json, tests, a.State, clusters);
        json["n"] = a.Lots;
        json["cells"] = a.Cells;
        json["rho"] = JsonText.Number(a.Rho);
        json["p_exact"] = JsonText.Number(a.P);
        json["p_family"] = JsonText.Number(a.PFamily);
        json["p_family_step_down"] = JsonText.Number(a.PFamilyStepDown);
        json["interval_low"] = JsonText.Number(a.IntervalLow);
        json["interval_high"] = JsonText.Number(a.IntervalHigh);
        json["bootstrap_low"] = JsonText.Number(a.BootstrapLow);
        json["bootstrap_high"] = JsonText.Number(a.BootstrapHigh);
        json["leave_one_out_low"] = JsonText.Number(a.LeaveOneOutLow);
        json["leave_one_out_high"] = JsonText.Number(a.LeaveOneOutHigh);
        json["rho_clr"] = JsonText.Number(a.RhoClr);
        if (clusters) json["stability"] = JsonText.Number(a.Stability);
        json["flags"] = JsonText.Texts(a.Flags);
        json["rank"] = a.Rank;
        return json;
    }
}
