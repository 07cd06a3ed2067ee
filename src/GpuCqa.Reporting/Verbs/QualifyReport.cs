using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>qualify: IQ, OQ and PQ of an installation.</summary>
internal sealed class QualifyReport : VerbReport
{
    public override string Verb => "qualify";

    public override Type ResultType => typeof(QualifyResult);

    public override Said Brand => Say("qualification of an installation", "インストールの適格性評価");

    public override Said Headline(AnalysisResult result) => ((QualifyResult)result).Passed ? Say("The installation is qualified: every check passed", "適格: すべてのチェックに合格") : Say($"The installation is not qualified: {Failed(result)} failed", $"不適格: {Failed(result)}件が不合格");

    public override Said Sentence(AnalysisResult result)
    {
        var own = (QualifyResult)result;
        string count(QualificationPart part) => $"{own.Checks.Count(c => c.Part == part && c.Passed)}/{own.Checks.Count(c => c.Part == part)}";
        string values = NumberText.Count(own.Values.Count), agree = NumberText.Count(own.Values.Count(v => v.Agrees));
        string failed = string.Join(", ", own.Checks.Where(c => !c.Passed).Select(c => c.Id));
        return Say(
            $"{(own.Passed ? "PASS" : "FAIL")}: installation (IQ) {count(QualificationPart.Installation)}, operation (OQ) {count(QualificationPart.Operation)} vectors with {agree} of {values} values, performance (PQ) {count(QualificationPart.Performance)}.{(failed.Length > 0 ? $" Failed: {failed}." : "")}",
            $"{(own.Passed ? "合格" : "不合格")}: IQ(据付時)は{count(QualificationPart.Installation)}、OQ(運転時)は{count(QualificationPart.Operation)}ベクター({values}値中{agree}値が一致)、PQ(性能)は{count(QualificationPart.Performance)}。{(failed.Length > 0 ? $"不合格: {failed}。" : "")}");
    }

    public override (bool Shown, Said Words)? Verdict(AnalysisResult result) => ((QualifyResult)result).Passed ? (true, Say("PASS", "合格")) : (false, Say("FAIL", "不合格"));

    public override IReadOnlyList<(Said Name, string Value, Said Under)> Figures(AnalysisResult result)
    {
        var own = (QualifyResult)result;
        (Said, string, Said) part(QualificationPart which, Said name, Said under) => (name, $"{own.Checks.Count(c => c.Part == which && c.Passed)} / {own.Checks.Count(c => c.Part == which)}", under);
        return
        [
            part(QualificationPart.Installation, "IQ", Say("what is installed", "据付時適格性評価")),
            part(QualificationPart.Operation, "OQ", Say("vectors computed here", "運転時適格性評価")),
            part(QualificationPart.Performance, "PQ", Say("known cohort discovered here", "性能適格性評価")),
        ];
    }

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) =>
    [
        Say("It holds for this installation on this machine as it is: after another version, driver or device it is made again.", "この機器のこのインストールの現状についての結果です。バージョン、ドライバー、デバイスを変更した場合は再度実施してください。"),
        Say("The vectors are values that other programs computed of the same numbers (R, SciPy, published output); they test methods, not the fitness of a method for a purpose.", "ベクターは他のプログラム(R、SciPy、公表値)による計算値です。手法の計算を検証するもので、用途への適合性を示すものではありません。"),
        Say("The reference cohort is simulated. Control lots of the laboratory's own, discovered again, are the part of PQ that only the laboratory can add.", "参照コホートはシミュレーションです。施設自身の管理ロットによる再解析は、施設でのみ追加できるPQです。"),
        Say("A protocol is approved by persons: gpucqa sign puts their signatures under it.", "プロトコルの承認は責任者が行います。gpucqa signで署名してください。"),
    ];

    public override Said Facts(AnalysisResult result)
    {
        var own = (QualifyResult)result;
        string checks = NumberText.Count(own.Checks.Count), parts = NumberText.Count(own.Facts.Count(f => f.Sha256 is not null));
        return Say($"{checks} checks · {parts} files with SHA-256", $"{checks}項目 · SHA-256付き{parts}ファイル");
    }

    public override Said Methods(AnalysisResult result, string engineVersion)
    {
        QualifyParameters p = ((QualifyResult)result).Parameters;
        string tolerance = NumberText.Plain(p.Tolerance);
        return Say(
            $"GpuCqa {engineVersion} was qualified by its own kit: hashes and versions of what is installed (IQ); {((QualifyResult)result).Checks.Count(c => c.Part == QualificationPart.Operation)} verification vectors ({p.Vectors}), each value within the tolerance of its vector (OQ); the preset {p.Preset} of the simulator with seed {p.Seed}, discovered and compared with its truth and with recorded tables, relative tolerance {tolerance} (PQ).",
            $"GpuCqa {engineVersion}を付属のキットで評価した: インストール内容のハッシュとバージョン(IQ)、検証ベクター{((QualifyResult)result).Checks.Count(c => c.Part == QualificationPart.Operation)}件({(p.Vectors == new QualifyParameters().Vectors ? "内蔵" : p.Vectors)}、各値を許容差内で比較)(OQ)、シミュレーターのプリセット{p.Preset}(シード{p.Seed})の解析結果と真値および記録済みの表との比較(相対許容差{tolerance})(PQ)。");
    }

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        var checks = new List<QualificationCheck>();
        files.Read(ResultTables.Qualification.File, csv =>
        {
            int part = csv.Column("part"), id = csv.Column("id"), title = csv.Column("title"), expected = csv.Column("expected"), found = csv.Column("found"), tolerance = csv.Column("tolerance"), verdict = csv.Column("verdict"), remark = csv.Column("remark");
            while (csv.Read()) checks.Add(new QualificationCheck(Enum.GetValues<QualificationPart>().First(p => QualificationCheck.NameOf(p) == csv.Text(part)), csv.Text(id) ?? "", csv.Text(title) ?? "", csv.Text(expected) ?? "", csv.Text(found) ?? "", csv.Text(tolerance) ?? "", csv.Text(verdict) == "PASS") { Remark = csv.Text(remark) ?? "" });
        });
        var values = new List<QualifiedValue>();
        files.Read(ResultTables.QualifiedValues.File, csv =>
        {
            int vector = csv.Column("vector"), field = csv.Column("field"), expected = csv.Column("expected"), found = csv.Column("found"), tolerance = csv.Column("tolerance"), verdict = csv.Column("verdict");
            while (csv.Read()) values.Add(new QualifiedValue(csv.Text(vector) ?? "", csv.Text(field) ?? "", csv.Text(expected) ?? "", csv.Text(found) ?? "", csv.Number(tolerance), csv.Text(verdict) == "PASS"));
        });
        var facts = new List<InstallationFact>();
        files.Read(ResultTables.Installation.File, csv =>
        {
            int name = csv.Column("name"), value = csv.Column("value"), sha256 = csv.Column("sha256");
            while (csv.Read()) facts.Add(new InstallationFact(csv.Text(name) ?? "", csv.Text(value) ?? "", csv.Text(sha256)));
        });
        return new QualifyResult { Parameters = ParameterReader.Read(record.Object("parameters"), new QualifyParameters()), Checks = checks, Values = values, Facts = facts, Warnings = SummaryReader.Warnings(summary), Notes = SummaryReader.Notes(summary) };
    }

    private static int Failed(AnalysisResult result) => ((QualifyResult)result).Checks.Count(c => !c.Passed);
}
