using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Who signed the result, meaning what, and whether each signature holds.</summary>
internal sealed class SignatureSection : ReportSection
{
    public override string Id => "signatures";

    public override Said Title => Say("Signatures", "署名");

    public override bool Shows(ReportContext context) => context.Source.Signatures.Count > 0;

    public override Markup Make(ReportContext context)
    {
        IReadOnlyList<SignatureRecord> all = context.Source.Signatures;
        bool decides = all.Any(s => s.Answer is not null);
        int held = all.Count(s => s.State == SignatureState.Verified);
        var html = new Markup();
        html.Add($"""<section id="signatures"><h2>{Say("Signatures", "電子署名")}</h2><p>{Say("Each is made with the person's own key over the seal of the result (SHA-256 over the hashes of all its files) and the signature before it. The list of trusted persons that each was checked against is the laboratory's own; gpucqa verify checks them again.", "各署名は、署名者本人の鍵により、結果の封印(全ファイルのハッシュに対するSHA-256)と直前の署名に対して行われています。確認に用いた登録者一覧は施設が管理するものです。gpucqa verifyで再確認できます。")}</p>""");
        if (held < all.Count) html.Add($"""<p class="warning"><strong>{Say($"{all.Count - held} of {all.Count} signatures are not verified; they count for nothing.", $"{all.Count}件中{all.Count - held}件の署名は検証されておらず、効力がありません。")}</strong></p>""");
        HtmlTable<SignatureRecord> table = new HtmlTable<SignatureRecord>(Say("Signatures", "署名")) { Sortable = false, Marked = s => s.State != SignatureState.Verified }
            .Text(Say("Person", "氏名"), null, s => s.Person)
            .Text(Say("Role", "職種"), null, s => s.Role)
            .Text(Say("Meaning", "意味"), null, s => SignatureWords.Meaning(s.Meaning))
            .Text(Say("Check", "検証"), null, s => SignatureWords.Of(s.State));
        if (decides) table.Text(Say("Decision", "判断"), null, s => s.Answer is { } a ? CompareWords.Of(a) : Say("none", "なし"));
        html.Add(table
            .Text(Say("Justification", "理由"), null, s => s.Justification)
            .Text(Say("Time (UTC)", "日時(UTC)"), Say("By the clock of who signed.", "署名者の時計による。"), s => s.Time)
            .Rich(Say("Signed", "署名対象"), Say("Seal of the result.", "結果の封印。"), s => Markup.Of($"<code>{s.Signed[..12]}</code>"))
            .Rich(Say("Key", "鍵"), Say("SHA-256 of the public key.", "公開鍵のSHA-256。"), s => Markup.Of($"<code>{s.Key[..12]}</code>"))
            .Rich(Say("Record", "記録"), null, s => Markup.Of($"<code>{s.Hash[..12]}</code>"))
            .Make(all));
        html.Add($"</section>\n");
        return html;
    }
}
