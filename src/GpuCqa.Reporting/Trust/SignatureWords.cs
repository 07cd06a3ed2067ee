using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Trust;

/// <summary>The words of signatures.</summary>
public static class SignatureWords
{
    /// <summary>What a state says, for a terminal.</summary>
    public static string English(SignatureState state) => Of(state).En;

    internal static Said Of(SignatureState state) => state switch
    {
        SignatureState.Verified => Say("verified", "検証済み"),
        SignatureState.Forged => Say("forged: the key did not sign these words", "偽造: この鍵による署名ではありません"),
        SignatureState.Foreign => Say("foreign: the key is nobody's on the list of persons", "不明な鍵: 登録者一覧にありません"),
        SignatureState.OtherPerson => Say("the key is another person's", "別の人の鍵です"),
        SignatureState.OtherRole => Say("the person does not hold the role", "この職種の権限がありません"),
        SignatureState.NotYetValid => Say("signed before the key was valid", "鍵の有効期間前の署名です"),
        SignatureState.Expired => Say("expired: signed after the key had ended", "期限切れ: 鍵の有効期間後の署名です"),
        SignatureState.Revoked => Say("revoked: the key was withdrawn", "失効: 鍵は取り消されています"),
        _ => Say("not checked: no list of persons was given", "未確認: 登録者一覧が指定されていません"),
    };

    internal static Said Meaning(string meaning) => meaning switch
    {
        "authored" => Say("authored", "作成"),
        "reviewed" => Say("reviewed", "照査"),
        "approved" => Say("approved", "承認"),
        "decided" => Say("decided", "判断"),
        _ => meaning,
    };
}
