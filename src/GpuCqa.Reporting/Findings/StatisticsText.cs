using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The statistics of a family of tests, as a part of a methods paragraph.</summary>
internal static class StatisticsText
{
    public static string English(AssociationFindings tests)
    {
        AssociationParameters p = tests.Parameters;
        var names = new StateNames(tests.Partitions);
        string noun = names.Noun.En, confidence = NumberText.Plain(Math.Round(100 * p.Confidence, 6));
        string null_ = tests.Design.Exact
            ? $"over all {NumberText.Count(tests.Design.Orders)} {OrderText.Of(tests.Design).En} of the {Permuted(tests)}"
            : $"over {NumberText.Count(tests.Design.Permutations)} random orders of the {Permuted(tests)}, (b + 1)/(m + 1)";
        string members = names.Clusters ? "every cluster of every resolution and readout" : names.Several ? "every state of every column and readout" : "every state and readout";
        string fractions = names.Counted
            ? $"intervals of fractions are {confidence}% Wilson intervals, also with overdispersion between aliquots (intra-class correlation {NumberText.Plain(p.AliquotIcc)})"
            : "fractions have no intervals, as no numbers of cells were given";
        bool alone = NeighbourhoodText.Alone(tests);
        string family = tests.OtherTests == 0 ? $"{NumberText.Count(tests.Associations.Count)} tests ({members})"
            : alone ? $"{NumberText.Count(tests.OtherTests)} tests (every tested neighbourhood and readout)"
            : $"{NumberText.Count(tests.Associations.Count + tests.OtherTests)} tests ({members}, and every tested neighbourhood and readout)";
        return $"For each lot the fraction of its cells in each {noun}, p({noun} | lot), was set against {(p.Readouts.Count == 1 ? p.Readouts[0] : string.Join(", ", p.Readouts))} by Spearman rank correlation with midranks; the {tests.Design.Restriction?.Unit ?? "lot"} was the unit of replication (n = {tests.Design.Lots}). {RestrictionText.Methods(tests.Design).En}"
            + $"Two-sided permutation p-values were computed {null_}, and family-wise p-values by Westfall-Young maxT over the family of all {family}, level {NumberText.Plain(p.Alpha)}. "
            + $"Intervals of rho are {confidence}% Bonett-Wright intervals; {fractions}. ";
    }

    private static string Permuted(AssociationFindings tests) => tests.Design.Restriction?.Unit is { } unit ? unit + "s" : "lots";

    public static string Japanese(AssociationFindings tests)
    {
        AssociationParameters p = tests.Parameters;
        var names = new StateNames(tests.Partitions);
        string noun = names.Noun.Ja, confidence = NumberText.Plain(Math.Round(100 * p.Confidence, 6));
        string orders = tests.Design.Exact ? $"{tests.Design.Restriction?.Unit ?? "ロット"}の全{NumberText.Count(tests.Design.Orders)}{OrderText.Of(tests.Design).Ja}" : $"{tests.Design.Restriction?.Unit ?? "ロット"}の無作為な並べ方{NumberText.Count(tests.Design.Permutations)}通り、(b + 1)/(m + 1)";
        string members = names.Clusters ? "全解像度・全測定値の全クラスター" : names.Several ? "全列・全測定値の全状態" : "全測定値の全状態";
        string fractions = names.Counted ? $"割合の区間は{confidence}% Wilson区間、および分取(アリコート)間の過分散を含む区間(級内相関{NumberText.Plain(p.AliquotIcc)})である。" : "細胞数が与えられていないため、割合の区間はない。";
        string interval = names.Counted ? $"ρの区間は{confidence}% Bonett-Wright区間、" : $"ρの区間は{confidence}% Bonett-Wright区間である。";
        string family = tests.OtherTests == 0 ? $"{NumberText.Count(tests.Associations.Count)}件の検定({members})"
            : NeighbourhoodText.Alone(tests) ? $"{NumberText.Count(tests.OtherTests)}件の検定(全測定値の全検定近傍)" : $"{NumberText.Count(tests.Associations.Count + tests.OtherTests)}件の検定({members}、および全測定値の全検定近傍)";
        return $"各ロットについて、各{noun}に属する細胞の割合 p({noun} | ロット) と{string.Join("、", p.Readouts)}とのスピアマン順位相関(同順位は中間順位)を求めた。反復の単位は{tests.Design.Restriction?.Unit ?? "ロット"}である(n = {tests.Design.Lots})。{RestrictionText.Methods(tests.Design).Ja}"
            + $"両側の並べ替えp値は{orders}から求め、全{family}に対するファミリーワイズp値はWestfall-YoungのmaxTによる(有意水準{NumberText.Plain(p.Alpha)})。"
            + interval + fractions;
    }
}
