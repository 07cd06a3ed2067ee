using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>The warnings of an association in words.</summary>
internal static class FlagText
{
    public static Said Of(string flag, StateNames names) => flag switch
    {
        "NOT_TESTED" => Say("nearly all of it is in one or two lots, so that it can never be an attribute: left out of the family", "ほぼすべてが1~2ロットに由来し、品質特性にはなりえないため、検定の対象外です"),
        "NOT_ESTIMABLE" => Say("the correlation cannot be estimated (a side is constant)", "相関を推定できません(片方が一定)"),
        "LOT_SPECIFIC" when names.Counted => Say($"one lot holds more than half of the {names.Noun.En}'s cells", "細胞の半数以上が1つのロットに由来します"),
        "LOT_SPECIFIC" => Say("one lot's fraction is more than half of the sum over all lots", "1つのロットの割合が全ロットの割合の合計の半分を超えます"),
        "RARE" when names.Counted => Say($"the {names.Noun.En} has few cells in more than a fifth of the lots", "5分の1を超えるロットで細胞がごく少数です"),
        "RARE" => Say("the state is absent from more than a fifth of the lots", "5分の1を超えるロットにこの状態がありません"),
        "UNSTABLE" => Say($"the {names.Noun.En} or its association does not hold when clusters are found anew", "クラスターまたはその関連が再クラスタリングで保たれません"),
        "BELOW_LOQ" => Say("the fraction is above its limit of quantification in less than 80% of the lots", "割合が定量限界を超えるロットが80%未満です"),
        "SIGN_DISAGREES" => Say("the centred log-ratio gives the opposite sign", "中心対数比では符号が逆になります"),
        "FEW_LOTS" => Say("so few lots that intervals are indicative only", "ロットが少なく、区間は目安です"),
        _ => flag,
    };
}
