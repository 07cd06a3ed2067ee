using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>The first screen of a perturbation experiment: what so few lots can show, whether the positive control worked, what is told.</summary>
internal sealed class PerturbationFindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Finding", "結果");

    public override bool Shows(ReportContext context) => context.Result is PerturbationResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PerturbationResult)context.Result;
        PerturbationFloor f = result.Floor;
        int told = PerturbationText.Coded(result, EvidenceCode.Effect).Length;
        (string kind, Said words) = !result.ControlWorked ? ("open", Say("Positive control failed", "陽性対照が機能せず")) : told > 0 && result.Warnings.Count == 0 ? ("shown", Say($"{told} KD+ at family-wise level {NumberText.Plain(result.Parameters.Alpha)}", $"ファミリーワイズ水準{NumberText.Plain(result.Parameters.Alpha)}でKD+ {told}遺伝子")) : ("open", Say("No KD+", "KD+なし"));
        string floor = NumberText.P(f.SignFlip), alpha = NumberText.Plain(f.Alpha);
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><div class="shown-first"><h2>{Say("What these lots could show, before anything was tested", "検定の前に分かっていたこと: このロット数で示せること")}</h2><p>{Say(f.Sentence, $"{f.Lots}ロット、陽性対照のほか{f.Genes}遺伝子。ロットの全符号パターンによる両側p値は{floor}を下回れません。{alpha}に届くには1遺伝子で{f.Needed}ロット、{f.Genes}遺伝子中の最良で{f.NeededFamily}ロットが必要です。{(f.SignFlip <= f.Alpha ? "" : "このロット数での判定は、対数比の正規性を仮定するt検定によります。")}")}</p></div>""");
        html.Add($"""<p class="verdict {kind}">{words}</p><h1>{context.Verb.Headline(result)}</h1><p class="lead">{context.Verb.Sentence(result)}</p>{FirstScreen.Warnings(result)}</div>""");
        string confidence = NumberText.Plain(Math.Round(100 * result.Parameters.Confidence, 6)), shown = NumberText.Count(Math.Min(result.Genes.Count, PerturbationPicture.MostGenes)), all = NumberText.Count(result.Genes.Count);
        html.Add($"""<figure class="main"><figcaption><strong>{Say($"{result.Parameters.Readout} after knock-down", $"ノックダウン後の{result.Parameters.Readout}")}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(PerturbationPicture.Draw(result, 560))}</div><div class="only-narrow">{SvgWriter.Inline(PerturbationPicture.Draw(result, 350))}</div>""");
        html.Add($"""<p class="note">{Say($"Points: mean over lots with {confidence}% interval over lots; rings: single siRNAs (grey: knock-down too small); grey band: the margin of no effect. {shown} of {all} genes.", $"点: ロット平均とロット間の{confidence}%区間。輪: 各siRNA(灰色はノックダウン不足)。灰色の帯: 効果なしとみなす許容幅。{all}遺伝子中{shown}を表示。")}</p></figure>""");
        html.Add(FirstScreen.Unsaid(context));
        return html;
    }
}
