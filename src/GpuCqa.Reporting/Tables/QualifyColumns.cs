using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a qualification.</summary>
internal static class QualifyColumns
{
    public static TableDefinition Checks() =>
        new Table<QualifyResult, QualificationCheck>("qualification.csv", Say("every check", "全チェック項目"), "One row per check: what was expected and what was found.", r => r.Checks)
            .Text("part", "IQ (installation), OQ (operation) or PQ (performance).", c => QualificationCheck.NameOf(c.Part))
            .Text("id", "Number of the check, or id of the vector.", c => c.Id)
            .Text("title", "What is checked.", c => c.Title)
            .Text("expected", "Expected; of a vector of many values the first that is wrong, else the first.", c => c.Expected)
            .Text("found", "Found.", c => c.Found)
            .Text("tolerance", "How far the two may differ.", c => c.Tolerance)
            .Text("verdict", "PASS or FAIL.", c => c.Passed ? "PASS" : "FAIL")
            .Text("remark", "What else is to be known.", c => c.Remark);

    public static TableDefinition Values() =>
        new Table<QualifyResult, QualifiedValue>("qualification_values.csv", Say("every value of every vector", "全ベクターの全数値"), "One row per value of a vector: what other programs computed, and what this installation computes.", r => r.Values)
            .Text("vector", "Id of the vector.", v => v.Vector)
            .Text("field", "Place in the vector.", v => v.Field)
            .Text("expected", "Expected.", v => v.Expected)
            .Text("found", "Computed here, to the last bit.", v => v.Found)
            .Number("tolerance", "Relative tolerance; 0 for what must agree exactly. Values below 1e-12 in size agree.", v => v.Tolerance)
            .Text("verdict", "PASS or FAIL.", v => v.Agrees ? "PASS" : "FAIL");

    public static TableDefinition Facts() =>
        new Table<QualifyResult, InstallationFact>("installation.csv", Say("what is installed", "インストール内容"), "One row per part that is installed, or setting of the machine.", r => r.Facts)
            .Text("name", "What.", f => f.Name)
            .Text("value", "Version, setting or size.", f => f.Value)
            .Text("sha256", "SHA-256 of its file; empty of what is no file.", f => f.Sha256);
}
