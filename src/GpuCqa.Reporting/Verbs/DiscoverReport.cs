using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>discover: from cells to the cluster that goes with a readout.</summary>
internal sealed class DiscoverReport : VerbReport
{
    public override string Verb => "discover";

    public override Type ResultType => typeof(DiscoveryResult);

    public override Said Brand => Say("discovery", "探索結果");

    public override Said Headline(AnalysisResult result)
    {
        var own = (DiscoveryResult)result;
        // What is shown leads: a cluster has a name, a region has none.
        bool region = own.Neighbourhoods is not null && (NeighbourhoodText.Alone(own.Tests) || (!Finding.Of(own.Tests).ReachesAlpha && NeighbourhoodText.Reaches(own)));
        return region ? NeighbourhoodText.Headline(own.Neighbourhoods!) : AssociationText.Headline(own.Tests);
    }

    public override Said Sentence(AnalysisResult result)
    {
        var own = (DiscoveryResult)result;
        if (own.Neighbourhoods is null) return AssociationText.Sentence(own.Tests, new LeadingGenes(own.Map));
        Said places = NeighbourhoodText.Sentence(own);
        if (NeighbourhoodText.Alone(own.Tests)) return places;
        Said clusters = AssociationText.Sentence(own.Tests, new LeadingGenes(own.Map));
        return Say($"{clusters.En} {places.En}", clusters.Ja + places.Ja);
    }

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => AssociationText.Caveats(((DiscoveryResult)result).Tests, found: true);

    public override Said Facts(AnalysisResult result)
    {
        var own = (DiscoveryResult)result;
        string lots = NumberText.Count(own.Map.Lots.Count), cells = NumberText.Count(own.Map.Cells.Count), kept = NumberText.Count(own.Map.Join.Kept), readouts = string.Join(", ", own.Parameters.Readouts);
        bool counts = own.Map.Modality == CellModality.Counts;
        return Say($"{lots} lots · {cells} cells · {kept} {(counts ? "genes" : "features")} · {readouts}", $"{lots}ロット · {cells}細胞 · {kept}{(counts ? "遺伝子" : "特徴量")} · {readouts}");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) =>
        Say(MethodsParagraph.Text((DiscoveryResult)result, engineVersion), MethodsJapanese.Text((DiscoveryResult)result, engineVersion));

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => DiscoveryReader.Read(files, record, summary);
}
