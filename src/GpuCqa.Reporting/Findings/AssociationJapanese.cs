using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The finding in Japanese: the same statements with the same numbers as <see cref="AssociationText"/>.</summary>
internal static class AssociationJapanese
{
    public static string Sentence(AssociationFindings tests)
    {
        Finding finding = Finding.Of(tests);
        var names = new StateNames(tests.Partitions);
        string readouts = Readouts(tests), noun = names.Noun.Ja;
        if (finding.Best is not { } best)
        {
            return finding.FamilySize == 0
                ? $"検定は行われませんでした: {readouts}と比べる{noun}がありません。"
                : $"関連を推定できませんでした: {NumberText.Count(finding.FamilySize)}件の検定すべてで、{RestrictionText.Replicates(tests.Design, tests.Design.Lots).Ja}の割合または測定値({string.Join("、", tests.Parameters.Readouts)})が一定です。";
        }

        string size = AssociationText.Cells(tests, best) is { } all ? $"{RestrictionText.Counted(tests.Design, best.Lots).Ja}、{NumberText.Count(all)}細胞" : RestrictionText.Counted(tests.Design, best.Lots).Ja;
        return $"ファミリーワイズ有意水準{NumberText.Plain(tests.Parameters.Alpha)}で{readouts}との関連が示された{noun}はありません。{NumberText.Count(finding.FamilySize)}件の検定で最上位は{names.Of(best.State).At.Ja}と{best.Readout}{Direction(tests, best)}で、"
            + $"{Rho(tests, best)}、{Certainty(tests, best)}です({size})。有意でないことは同等であることを意味しません: これらのロットでは示せない関連がありうるからです。";
    }

    public static string Shown(AssociationFindings tests, Association best, string name)
    {
        var names = new StateNames(tests.Partitions);
        string holds = best.Cells is { } own && AssociationText.Cells(tests, best) is { } total ? $"この{names.Noun.Ja}は全{NumberText.Count(total)}細胞のうち{NumberText.Count(own)}細胞({NumberText.Percent((double)own / total)})です。" : "";
        string flags = best.Flags.Count == 0 ? "" : $"注意: {string.Join("、", best.Flags.Select(f => $"{FlagText.Of(f, names).Ja}({f})"))}。";
        return $"{RestrictionText.Replicates(tests.Design, best.Lots).Ja}にわたり{RestrictionText.Within(tests.Design).Ja}、{Relation(tests, best, name)}: {Rho(tests, best)}、{Certainty(tests, best)}。{holds}{flags}";
    }

    public static string NotShown(AssociationFindings tests, Association best, string name) =>
        $"{best.Readout}との関連が示された{new StateNames(tests.Partitions).Noun.Ja}はありません: 最上位の{name}{Direction(tests, best)}は{Rho(tests, best)}、{Certainty(tests, best)}です。";

    private static string Rho(AssociationFindings tests, Association best) => $"{RestrictionText.Rho(tests.Design).Ja} = {NumberText.Rho(best.Rho)}({Interval(tests, best)})";

    private static string Certainty(AssociationFindings tests, Association best) => $"{PName(tests)} {NumberText.P(best.P)}、{NumberText.Count(Finding.Of(tests).Corrected)}件の検定全体で補正したp値(ファミリーワイズ) {NumberText.P(best.PFamily)}";

    public static string Headline(AssociationFindings tests)
    {
        var names = new StateNames(tests.Partitions);
        return Finding.Of(tests) switch
        {
            { Best: null } => "関連を検定できませんでした",
            { ReachesAlpha: true, Best: { } best } => $"{names.Of(best.State).Short.Ja}の割合は{best.Readout}と連動します",
            _ when !tests.Design.CanReachAlpha => $"この設計では、どの{names.Noun.Ja}が{Readouts(tests)}と連動するかを示せません",
            _ => $"{Readouts(tests)}と連動する{names.Noun.Ja}は示されませんでした",
        };
    }

    public static IReadOnlyList<string> Caveats(AssociationFindings tests, bool found)
    {
        Finding finding = Finding.Of(tests);
        string noun = new StateNames(tests.Partitions).Noun.Ja;
        var caveats = new List<string>
        {
            $"関連は因果ではありません: この{noun}が測定値を担うのか、担うものと一緒に変動するだけなのかは、別のロットまたは実験で確かめる必要があります。",
            $"割合は p({noun} | ロット)、すなわち各ロットの細胞のうちその{noun}に属する割合です。合計は1なので、ある{noun}が増えれば他は減ります。",
            "反復の単位はロットです。細胞を増やすとロットの割合は正確になりますが、ロット数は増えません。",
        };
        if (finding.Estimable > 1)
            caveats.Add($"{NumberText.Count(finding.Corrected)}件の検定から最大のものを選んだため、最上位のρは大きめに出やすい値です。ファミリーワイズp値はこの選択を考慮しますが、ρとその区間は考慮しません。");
        if (found)
        {
            caveats.Add("マーカーは記述的なものです: クラスターは同じ細胞から作られたため、マーカーのp値は遺伝子を順位付けるだけで、何も検定しません。");
            caveats.Add("UMAP上の面積・距離・密度は定量的ではありません。定量的なのは割合とその区間です。");
        }
        else
        {
            caveats.Add("状態は与えられたもので、ここで見つけたものではありません: 状態が正しく、全ロットで同じように区別されているかは、この検定の対象外です。");
        }

        if (!finding.ReachesAlpha) caveats.Add("有意でないことは同等であることを意味しません: 発見がないことは、ロットが似ている証拠にはなりません。");
        return caveats;
    }

    /// <summary>What the design can show; the numbers of the engine's own sentence.</summary>
    public static string Design(AssociationFindings tests)
    {
        DesignStatement d = tests.Design;
        string noun = new StateNames(tests.Partitions).Noun.Ja;
        if (d.Restriction is not null) return RestrictionText.Design(tests, noun);
        string evaluated = d.Exact ? "すべてを評価しました" : $"そのうち{NumberText.Count(d.Permutations)}通りを無作為に抽出しました";
        string verdict = d.CanReachAlpha
            ? $"単独の{noun}なら有意水準{NumberText.Plain(tests.Parameters.Alpha)}に届きます。検定全体の補正にはさらに強い関連が必要です。"
            : $"有意水準{NumberText.Plain(tests.Parameters.Alpha)}を上回ります: この設計では、細胞が何を示しても有意になりません。ロットを追加してください。";
        return $"{d.Lots}ロットの{(OrderText.Tied(d) ? "異なる並べ方(測定値の等しいロットがあるため)" : "並べ方")}は{NumberText.Count(d.Orders)}通りで、{evaluated}。1つの{noun}が到達しうる最小の両側p値は{NumberText.P(d.SmallestP)}で、{verdict}";
    }

    private static string Readouts(AssociationFindings tests) => tests.Parameters.Readouts.Count switch
    {
        0 => "測定値",
        1 => tests.Parameters.Readouts[0],
        _ => $"{string.Join("、", tests.Parameters.Readouts)}のいずれか",
    };

    private static string Relation(AssociationFindings tests, Association best, string state)
    {
        ReadoutWords readout = ReadoutWords.Of(tests.Parameters, best.Readout);
        if (readout.TwoGroups) return $"{state}の割合は{readout.Levels[best.Rho > 0 ? 1 : 0]}で{readout.Levels[best.Rho > 0 ? 0 : 1]}より高くなります";
        return $"{state}の割合が高いロットほど{best.Readout}{(readout.Levels.Count > 0 ? $"({string.Join(" < ", readout.Levels)})" : "")}が{(best.Rho > 0 ? "高く" : "低く")}なります";
    }

    private static string Direction(AssociationFindings tests, Association best)
    {
        ReadoutWords readout = ReadoutWords.Of(tests.Parameters, best.Readout);
        return readout.TwoGroups && best.Rho != 0 ? $"({readout.Levels[best.Rho > 0 ? 1 : 0]}で{readout.Levels[best.Rho > 0 ? 0 : 1]}より高い)" : "";
    }

    private static string PName(AssociationFindings tests) => RestrictionText.PName(tests.Design).Ja;

    private static string Interval(AssociationFindings tests, Association association)
    {
        string confidence = NumberText.Plain(Math.Round(100 * tests.Parameters.Confidence, 6)) + "%";
        return double.IsNaN(association.IntervalLow) || double.IsNaN(association.IntervalHigh) ? $"{confidence}区間は定義されません" : $"{confidence}区間 {NumberText.Rho(association.IntervalLow)}~{NumberText.Rho(association.IntervalHigh)}";
    }
}
