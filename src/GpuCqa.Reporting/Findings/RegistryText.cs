using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What a registry knows, in words and for programs.</summary>
public static class RegistryText
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    /// <summary>A table for a terminal: one line a cell.</summary>
    public static string Of(RegistryResult result)
    {
        var lines = new List<string> { "state\tfunction\tgrade\trho\tinterval\tlots\ttissues\tresults" };
        lines.AddRange(result.Cells.Select(c => string.Join('\t', StateKey.Shown(c.State), c.Function, c.Grade.ToString(), c.Effect is { } rho ? NumberText.Rho(rho) : "", c.Low is { } low && c.High is { } high ? $"{NumberText.Rho(low)}..{NumberText.Rho(high)}" : "", NumberText.Count(c.Lots), string.Join(',', c.Tissues), string.Join(' ', c.Evidence.Select(e => e.Sha256[..8])))));
        return string.Join('\n', lines) + "\n";
    }

    internal static void Add(JsonObject json, RegistryResult result, string sentence)
    {
        json["finding"] = new JsonObject { ["sentence"] = sentence };
        json["registry"] = new JsonObject
        {
            ["entries"] = result.Entries, ["head"] = result.Head, ["question"] = JsonSerializer.SerializeToNode(result.Question, Options),
            ["cells"] = JsonSerializer.SerializeToNode(result.Cells, Options), ["links"] = JsonSerializer.SerializeToNode(result.Links, Options),
        };
        json["warnings"] = new JsonArray([.. result.Warnings.Select(w => JsonValue.Create(w))]);
    }

    internal static RegistryResult Read(JsonObject summary)
    {
        JsonObject registry = summary["registry"]!.AsObject();
        return new RegistryResult
        {
            Entries = registry["entries"]!.GetValue<long>(), Head = registry["head"]!.GetValue<string>(), Question = registry["question"].Deserialize<RegistryQuestion>(Options)!,
            Cells = registry["cells"].Deserialize<RegistryCell[]>(Options)!, Links = registry["links"].Deserialize<StateLink[]>(Options)!,
            Notes = [.. summary["notes"]!.AsArray().Select(n => n!.GetValue<string>())], Warnings = [.. summary["warnings"]!.AsArray().Select(n => n!.GetValue<string>())],
        };
    }

    internal static Said Headline(RegistryResult result)
    {
        int states = result.States.Count, functions = result.Functions.Count;
        return Say($"{NumberText.Count(states)} {(states == 1 ? "state" : "states")}, {NumberText.Count(functions)} {(functions == 1 ? "function" : "functions")}", $"{NumberText.Count(states)}状態・{NumberText.Count(functions)}機能");
    }

    internal static Said Sentence(RegistryResult result)
    {
        if (result.Cells.Count == 0) return Say("Nothing in the registry answers this question.", "この問いに該当するものは登録されていません。");
        RegistryCell best = result.Cells[0];
        int replicated = result.Cells.Count(c => c.Grade >= EvidenceLevel.E2);
        return Say(
            $"{replicated} of {result.Cells.Count} pairs of a state and a function are graded E2 or more; the best is {StateKey.Shown(best.State)} for {best.Function}, {best.Grade}.",
            $"状態と機能の{result.Cells.Count}組のうち、E2以上は{replicated}組。最良は{best.Function}に対する{StateKey.Shown(best.State)}({best.Grade})です。");
    }

    internal static IReadOnlyList<Said> Caveats(RegistryResult result) =>
    [
        Say("Grades are a proposal of this program, not a regulatory scheme; each is computed from the results that it names, and changes when they do.", "等級は本プログラムの提案であり、規制上の分類ではありません。根拠として示した結果から計算され、それらが変われば変わります。"),
        Say("The rho of a discovery is that of the best of a family and too large on average.", "発見時のρは多数の候補中の最良値であり、平均して過大です。"),
        Say("A state that was given by name is known by its name: two tables that call different cells alike are taken as one.", "名前で与えられた状態は名前で識別します。異なる細胞に同じ名前を付けた表は同一とみなされます。"),
    ];

    internal static Said Methods(RegistryResult result, string version) => Say(
        $"Results were linked with GpuCqa {version} in a registry of {result.Entries} entries whose SHA-256 chain ends in {result.Head}. A pair of a state and a function is graded E0 to E5 from linked results alone: E1 family-wise significance, stability and no warning in the discovery; E2 replication in the tissue; E3 in another; E4 a falsification set that fails as predicted; E5 a knock-down of the key marker (KD+). A mapping that tried a rung and failed counts against it.",
        $"結果はGpuCqa {version}により、{result.Entries}件の記録からなるレジストリ(SHA-256連鎖の末尾 {result.Head})で関連付けた。状態と機能の組は、関連付けた結果だけからE0~E5に等級付けした: E1は発見における族全体での有意性・安定性・警告なし、E2は同じ組織での再現、E3は別の組織での再現、E4は予測どおりの反証、E5は主要マーカーのノックダウン(KD+)。ある段階を試して失敗した写像は、その段階に反するものとして数える。");
}
