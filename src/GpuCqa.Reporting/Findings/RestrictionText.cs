using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>A design whose orders are restricted, in words: blocks, whole donors, covariates. Of a free design the words are those of lots that all change places.</summary>
internal static class RestrictionText
{
    /// <summary>The replicates of a test: "11 lots", or "6 donors (11 lots)".</summary>
    public static Said Replicates(DesignStatement design, int count) => design.Restriction is { Unit: { } unit } r
        ? Say($"{count} {unit}{(count == 1 ? "" : "s")} ({r.Lots} lots)", $"{count}の{unit}({r.Lots}ロット)")
        : Say($"{count} lots", $"{count}ロット");

    /// <summary>The same where it stands in parentheses: "6 donors, 11 lots".</summary>
    public static Said Counted(DesignStatement design, int count) => design.Restriction is { Unit: { } unit } r
        ? Say($"{count} {unit}{(count == 1 ? "" : "s")}, {r.Lots} lots", $"{count}の{unit}、{r.Lots}ロット")
        : Say($"{count} lots", $"{count}ロット");

    /// <summary>"Spearman rho", or the partial one and of what.</summary>
    public static Said Rho(DesignStatement design) => Given(design) is { } given ? Say($"partial Spearman rho given {given.En}", $"{given.Ja}を与えたスピアマンの偏ρ") : Say("Spearman rho", "スピアマンのρ");

    /// <summary>" within each donor", or nothing.</summary>
    public static Said Within(DesignStatement design) => design.Restriction is { Block.Count: > 0 } r ? Say($" within each {LotDesign.Named(r.Block)}", $"(各{Japanese(r.Block)}の中で)") : Say("", "");

    /// <summary>"exact p", "Monte Carlo p", and what makes it approximate.</summary>
    public static Said PName(DesignStatement design)
    {
        bool adjusted = design.Restriction is { Covariates.Count: > 0 };
        string drawn = NumberText.Count(design.Permutations);
        return (design.Exact, adjusted) switch
        {
            (true, false) => Say("exact p", "正確なp値"),
            (true, true) => Say("approximate p", "近似のp値"),
            (false, false) => Say($"Monte Carlo p ({drawn} random orders)", $"モンテカルロp値({drawn}通りの無作為な並べ方)"),
            _ => Say($"approximate Monte Carlo p ({drawn} random orders)", $"近似のモンテカルロp値({drawn}通りの無作為な並べ方)"),
        };
    }

    /// <summary>What the design can show, in Japanese: the numbers of the engine's sentence.</summary>
    /// <param name="tests">The tests, of a restricted design.</param>
    /// <param name="noun">What is tested.</param>
    public static string Design(AssociationFindings tests, string noun)
    {
        DesignStatement d = tests.Design;
        DesignRestriction r = d.Restriction!;
        string evaluated = d.Exact ? "すべてを評価しました" : $"そのうち{NumberText.Count(d.Permutations)}通りを無作為に抽出しました";
        string adjusted = r.Covariates.Count == 0 ? "" : $"{Japanese(r.Covariates)}で調整しているため、p値は正確ではなく近似です。";
        return $"{Replicates(d, d.Lots).Ja}の許容される並べ方{Within(d).Ja}は{NumberText.Count(d.Orders)}通りで、{evaluated}。1つの{noun}が到達しうる最小の両側p値は{NumberText.P(d.SmallestP)}で、単独の{noun}なら有意水準{NumberText.Plain(tests.Parameters.Alpha)}に届きます。検定全体の補正にはさらに強い関連が必要です。{adjusted}";
    }

    /// <summary>What pictures show where the test is of something else.</summary>
    public static Said Pictures(DesignStatement design) => Say(
        $"Pictures show every lot as it was measured; tests are of {Replicates(design, design.Lots).En}{Within(design).En}.",
        $"図は各ロットを測定値のまま示します。検定の単位は{Replicates(design, design.Lots).Ja}{Within(design).Ja}です。");

    /// <summary>How it was tested, for the methods paragraph; empty for a free design.</summary>
    public static Said Methods(DesignStatement design)
    {
        if (design.Restriction is not { } r) return Say("", "");
        string english = "", japanese = "";
        if (r.Unit is { } unit)
        {
            english += $"The {r.Lots} lots were gathered to {design.Lots} {unit}s, each with the mean fraction and the mean readout of its lots, and whole {unit}s were exchanged. ";
            japanese += $"{r.Lots}ロットを{design.Lots}の{unit}にまとめ(割合と測定値はロットの平均)、{unit}ごとに並べ替えた。";
        }

        if (r.Block.Count > 0)
        {
            string block = LotDesign.Named(r.Block);
            english += $"Orders were restricted to those within each {block} ({r.Blocks} blocks), and correlations are partial Spearman correlations given {block}: ranks over all {(r.Unit is null ? "lots" : r.Unit + "s")} less the mean of their block. ";
            japanese += $"並べ方は各{Japanese(r.Block)}の中({r.Blocks}ブロック)に限り、相関は{Japanese(r.Block)}を与えたスピアマンの偏相関(全体の順位からブロック平均を引いた値による)である。";
        }

        if (r.Covariates.Count > 0)
        {
            english += $"Both sides were adjusted for the ranks of {LotDesign.Named(r.Covariates)} and residuals permuted (Freedman and Lane), which is approximate. ";
            japanese += $"両側を{Japanese(r.Covariates)}の順位で調整し、残差を並べ替えた(Freedman-Lane法、近似)。";
        }

        return Say(english, japanese);
    }

    private static Said? Given(DesignStatement design)
    {
        if (design.Restriction is not { } r || r.Block.Count + r.Covariates.Count == 0) return null;
        string[] all = [.. r.Block, .. r.Covariates];
        return Say(LotDesign.Named(all), Japanese(all));
    }

    private static string Japanese(IReadOnlyList<string> names) => string.Join("・", names);
}
