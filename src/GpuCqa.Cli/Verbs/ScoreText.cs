using System.Globalization;
using System.Text;
using GpuCqa.Pipelines.Scoring;

namespace GpuCqa.Cli.Verbs;

/// <summary>A score for people.</summary>
internal static class ScoreText
{
    public static string Of(DiscoveryScore score)
    {
        var text = new StringBuilder();
        Line(text, $"{score.Lots} lots, {score.Cells:N0} cells; quality control kept {Share(score.DamagedKept)} of the damaged cells and removed {Share(score.IntactRemoved)} of the intact ones");
        foreach (FindingScore f in score.Findings)
        {
            Line(text, $"");
            Line(text, $"{f.Readout.Name}: {(f.Readout.Planted ? Text($"the planted state drives it (correlation {f.Readout.Correlation:0.00} over all lots)") : "no state drives it")}");
            if (f.Best is { } best)
            {
                Line(text, $"  best cluster   {best.State.Index} at resolution {score.Partitions[best.State.Partition].Resolution}: rho {best.Rho:0.00}, family-wise p {best.PFamily:0.0000}: {(f.Reaches ? "reaches" : "does not reach")} {f.Level}");
                Line(text, $"  is it the state  {(f.Named ? "yes" : "no")}: the cluster holds {Share(f.Cluster!.Recall)} of it at a purity of {Share(f.Cluster.Purity)}; the finding {Share(f.Finding!.Recall)} at {Share(f.Finding.Purity)}, Jaccard {f.Finding.Jaccard:0.00}; shares of lots are off by {f.FractionError:0.000}");
            }
            else
            {
                Line(text, $"  best cluster   none could be tested");
            }

            if (!double.IsNaN(f.Region)) Line(text, $"  region         Jaccard {f.Region:0.00} of the cells whose neighbourhoods rise with it and the state");
            Line(text, $"  oracle         the true shares: rho {f.Oracle.Rho:0.00}, family-wise p {f.Oracle.PFamily:0.0000}: {(f.OracleReaches ? "reaches" : "does not reach")} {f.Level}; the state is {(f.OracleBest ? "" : "not ")}ranked first");
            if (f.Matched is { } m) Line(text, $"  intervals      of the cluster most like the state, about {f.TrueRho:0.00}: Bonett-Wright {m.IntervalLow:0.00} to {m.IntervalHigh:0.00} ({Covers(f.IntervalCovers)}), bootstrap {m.BootstrapLow:0.00} to {m.BootstrapHigh:0.00} ({Covers(f.BootstrapCovers)})");
            Line(text, $"  verdict        {Verdict(f)}");
        }

        Line(text, $"");
        Line(text, $"resolution  clusters  ARI    cluster  Jaccard  share error  intervals hold  markers in 20  over lots  programs found");
        foreach (PartitionScore p in score.Partitions)
        {
            Line(text, $"{p.Resolution,10}  {p.Clusters,8}  {p.AdjustedRand,5:0.00}  {p.Cluster,7}  {p.Match.Jaccard,7:0.00}  {p.FractionError,11:0.000}  {p.Covered,2} of {p.Lots,2} lots   {p.Markers,4} of {p.PlantedMarkers,2}     {(double.IsNaN(p.LotMarkers) ? "-" : Text($"{p.LotMarkers:0}")),9}  {Programs(p)}");
        }

        return text.ToString();
    }

    public static string Of(MappingScore score)
    {
        var text = new StringBuilder();
        Line(text, $"{score.Lots} mapped lots, {score.Cells:N0} intact single cells of states that the reference has");
        Line(text, $"  planted state or not  {Share(score.CqaAccuracy)} rightly told (at least {Share(MappingScore.AccurateFrom)} is asked for); of its cells {Share(score.Sensitivity)}, of the others {Share(score.Specificity)}");
        Line(text, $"  all states            {Share(score.Accuracy)} rightly, ARI {score.AdjustedRand:0.00}");
        Line(text, $"  refused               {Share(score.Refused)} of them; of {score.Novel:N0} cells that the reference cannot know {(score.Novel == 0 ? "-" : Share(score.NovelRefused))}");
        Line(text, $"  share of the state    off by {score.FractionError:0.000} in the mean over lots");
        Line(text, $"");
        Line(text, $"lot          cells  refused  share  true share");
        foreach ((string lot, int cells, double refused, double share, double known) in score.ByLot) Line(text, $"{lot,-10}  {cells,6}  {Share(refused),7}  {share,5:0.000}  {known,10:0.000}");
        return text.ToString();
    }

    private static string Verdict(FindingScore f) => f switch
    {
        { False: true, Readout.Planted: false } => "FALSE: something is claimed to go with a readout that no state drives",
        { False: true } => "FALSE: what is claimed to go with the readout is not the planted state",
        { Missed: true } => "MISSED: the true shares show the planted state, and the result does not",
        { Readout.Planted: false } => "RIGHT: nothing is claimed",
        { Reaches: true, Recovered: true } => "RIGHT: the planted state is found",
        { Reaches: true } => "RIGHT: the best cluster is of the planted state; the finding is not all of it, or holds others",
        { RegionReaches: true } => "RIGHT: a region passes, no cluster does",
        _ => "RIGHT: nothing is claimed, and the true shares would not show it either",
    };

    private static string Programs(PartitionScore p) => p.Programs.Count == 0 ? "-" : string.Join(", ", p.Programs.Select(s => Text($"{s.Program} {(s.Up ? "up" : "down")} {(s.Found ? "yes" : "no")} ({s.Called}/{s.Genes})")));

    private static string Covers(bool? covers) => covers switch { null => "none", true => "holds it", false => "does not hold it" };

    private static string Share(double share) => double.IsNaN(share) ? "-" : Text($"{100 * share:0.0} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder to, FormattableString line) => to.Append(Text(line)).Append('\n');
}
