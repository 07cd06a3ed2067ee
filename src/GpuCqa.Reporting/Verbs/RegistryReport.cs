using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>registry: what is known of every state and function.</summary>
internal sealed class RegistryReport : VerbReport
{
    public override string Verb => "registry";

    public override Type ResultType => typeof(RegistryResult);

    public override Said Brand => Say("registry of states and functions", "状態と機能のレジストリ");

    public override Said Headline(AnalysisResult result) => RegistryText.Headline((RegistryResult)result);

    public override Said Sentence(AnalysisResult result) => RegistryText.Sentence((RegistryResult)result);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => RegistryText.Caveats((RegistryResult)result);

    public override Said Facts(AnalysisResult result)
    {
        string entries = NumberText.Count(((RegistryResult)result).Entries);
        return Say($"{entries} entries · head {((RegistryResult)result).Head[..12]}", $"{entries}件 · 末尾 {((RegistryResult)result).Head[..12]}");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) => RegistryText.Methods((RegistryResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => RegistryText.Read(summary);
}
