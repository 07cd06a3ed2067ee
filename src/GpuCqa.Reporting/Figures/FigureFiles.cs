using System.Text;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Sections.Mapping;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Figures;

/// <summary>The report's pictures as files to paste into documents: each as .svg and, drawn from the same marks, as .png.</summary>
/// <remarks>Deterministic: the same result and language give the same bytes on every run.</remarks>
public static class FigureFiles
{
    /// <summary>Name of the folder in the result folder.</summary>
    public const string FolderName = "figures";

    /// <summary>Writes them below a result folder; files of the same names are replaced.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two figures.</exception>
    public static void Write(ReportSource source, string folder, CancellationToken cancellation = default)
    {
        string target = Path.Combine(folder, FolderName);
        Directory.CreateDirectory(target);
        foreach ((string name, Scene scene) in Scenes(new ReportContext(source)))
        {
            cancellation.ThrowIfCancellationRequested();
            File.WriteAllText(Path.Combine(target, name + ".svg"), SvgWriter.File(scene, source.Language), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.WriteAllBytes(Path.Combine(target, name + ".png"), PngWriter.File(scene, source.Language));
        }
    }

    private static IEnumerable<(string Name, Scene Scene)> Scenes(ReportContext context) => [.. OfStatement(context), .. OfTests(context), .. OfCells(context), .. OfMapping(context), .. OfEvidence(context), .. OfComparison(context)];

    private static IEnumerable<(string Name, Scene Scene)> OfStatement(ReportContext context)
    {
        if (context.Verb.Picture(context.Result, 640, 420) is { } first) yield return ("finding", first);
        if (context.Result is SpecificationResult limits)
        {
            for (int a = 0; a < limits.Attributes.Count; a++) yield return ($"limits_{FileWord(limits.Attributes[a].Attribute)}", SpecificationPicture.Draw(limits, a, 640));
        }

        if (context.Result is not PlanResult plan) yield break;
        if (plan.Equivalence.Count > 0) yield return ("equivalence", PlanEquivalenceSection.Picture(plan, 640, 420));
        if (plan.Hazard is not null) yield return ("hazard", PlanHazardSection.Picture(plan, 640, 420));
    }

    private static IEnumerable<(string Name, Scene Scene)> OfEvidence(ReportContext context)
    {
        if (context.Result is PerturbationResult perturbed) yield return ("perturbations", PerturbationPicture.Draw(perturbed, 720));
        if (context.Result is not PotencyResult plates) yield break;
        for (int p = 0; p < plates.Plates.Count; p++) yield return ($"curve_{p + 1}_{FileWord(plates.Plates[p].Plate)}", StandardCurvePicture.Draw(plates, plates.Plates[p], 640, 420));
    }

    private static IEnumerable<(string Name, Scene Scene)> OfTests(ReportContext context)
    {
        if (context.Tests is not { } tests) yield break;
        if (tests.Finding.Best is { } best) yield return ("finding", ScatterPicture.Draw(tests.Points(best), tests.WordsOf(best.Readout), tests.Names.Of(best.State), Palette.Focus, 640, 480).Scene);
        if (tests.Partition < 0) yield break;
        yield return ("composition", CompositionSection.Stacked(tests, 1080));
        int focus = tests.Colors[tests.Partition].Focus;
        if (focus >= 0) yield return ("fractions", FractionPicture.Draw([.. CompositionSection.Points(tests)[focus]], tests.Names.Of(new StateId(tests.Partition, focus)), Palette.Focus, 640, numbers: true));
    }

    private static IEnumerable<(string Name, Scene Scene)> OfComparison(ReportContext context)
    {
        if (context.Result is not CompareResult compared) yield break;
        yield return ("flow", FlowPicture.Draw(compared, narrow: false));
        if (MarginPicture.Draw(MarginRow.Of(compared.Findings), 720) is { } margins) yield return ("margins", margins);
    }

    private static IEnumerable<(string Name, Scene Scene)> OfMapping(ReportContext context)
    {
        if (context.Mapping is not { } mapping) yield break;
        for (int h = 0; h < mapping.Reference.Hypotheses.Count; h++)
        {
            LockedHypothesis claim = mapping.Reference.Hypotheses[h];
            if (mapping.PartitionOf(claim) < 0) continue;
            IReadOnlyList<(Said Name, Scene Scene, int Unnamed, int Lots, ReplicationTest? Test)> sets = ReplicationSection.Pictures(mapping, claim, 480, 380);
            for (int s = 0; s < sets.Count; s++) yield return ($"replication_{claim.Id}_{(s == 0 ? "train" : FileWord(sets[s].Name.En))}", sets[s].Scene);
            if (MarkerHighSection.Picture(mapping, h, 720) is { } marker) yield return ($"marker_high_{claim.Id}", marker);
        }

        if (mapping.Result.Lots.Count == 0) yield break;
        yield return ("unmapped", UnmappedSection.Picture(mapping, 720));
        yield return ("composition", MappedCompositionSection.Stacked(mapping, 1080));
        if (mapping.Main < mapping.Result.Calibration.Confusion.Count) yield return ("confusion", ConfusionPicture.Draw(mapping.Result.Calibration.Confusion[mapping.Main]));
        if (mapping.Places.Count == 0) yield break;
        if (mapping.Colors[mapping.Main].Focus >= 0) yield return ("map_claim", MappedPictures.Claim(mapping));
        yield return ("map_labels", MappedPictures.Labels(mapping));
        yield return ("map_refused", MappedPictures.Refused(mapping));
    }

    // Names of sets come from a sheet: what a file cannot be called becomes a dash.
    private static string FileWord(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static IEnumerable<(string Name, Scene Scene)> OfCells(ReportContext context)
    {
        if (context is not { Result: DiscoveryResult result, Map: { Cells.Count: > 0 } map, Tests: { Partition: >= 0 } tests }) yield break;
        Clustering clustering = map.Clusterings[tests.Partition];
        ClusterColors colors = tests.Colors[tests.Partition];
        if (colors.Focus >= 0) yield return ("map_finding", MapPicture.Draw(result, clustering, colors, focusOnly: true));
        yield return ("map_clusters", MapPicture.Draw(result, clustering, colors, focusOnly: false));
        foreach (NeighbourhoodAssociation found in result.Neighbourhoods?.Readouts ?? []) yield return ($"map_neighbourhoods_{FileWord(found.Readout)}", NeighbourhoodPicture.Draw(result, found));
        if (MarkerSection.Dots(context) is { } dots) yield return ("markers", dots);
        Marker[] own = [.. map.Markers.Where(m => m.Resolution == clustering.Resolution && m.Cluster == tests.Finding.Best?.State.Index)];
        if (own.Length > 0) yield return ("volcano", VolcanoPicture.Draw(own, tests.Finding.Best!.State.Index, Palette.Focus, 720, 480));
        IReadOnlyList<Scene> quality = LotSection.Pictures(context);
        string[] names = ["quality_counts", "quality_genes", "quality_mitochondrial"];
        for (int i = 0; i < quality.Count; i++) yield return (names[i], quality[i]);
    }
}
