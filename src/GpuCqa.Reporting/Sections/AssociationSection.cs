using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Sections;

/// <summary>The whole family of tests.</summary>
internal static class AssociationSection
{
    public static Markup Make(ReportContext context)
    {
        Finding finding = context.Finding;
        double alpha = context.Result.Parameters.Alpha;
        var html = new Markup();
        html.Add($"""<section id="associations"><h2>Everything that was tested</h2><p>The family has {FindingText.Tests(finding.FamilySize)}: every cluster of every resolution against every readout, over {context.Result.Design.Lots} lots""");
        if (finding.Estimable < finding.FamilySize) html.Add($", {NumberText.Count(finding.FamilySize - finding.Estimable)} of them not estimable");
        html.Add($"""; {NumberText.Count(finding.Reaching)} {(finding.Reaching == 1 ? "reaches" : "reach")} the family-wise level {NumberText.Plain(alpha)} (bold). Clusters of different resolutions share cells, so these are not separate findings. Press a header to sort; the full table is associations.csv.</p>""");
        if (context.Result.Associations.Count > 0) html.Add($"{Table(context, alpha)}");
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Table(ReportContext context, double alpha)
    {
        bool several = context.Result.Parameters.Readouts.Count > 1;
        var table = new HtmlTable<Association>("All associations") { Marked = a => a.PFamily <= alpha };
        table.Number("Rank", Of("rank"), a => a.Rank, a => NumberText.Count(a));
        if (several) table.Text("Readout", Of("readout"), a => a.Readout);
        table.Number("Resolution", Of("resolution"), a => a.Resolution, NumberText.Plain)
            .Count("Cluster", Of("cluster"), a => a.Cluster)
            .Count("Cells", Of("cells"), a => a.Cells);
        if (context.Result.Associations.Any(a => a.Lots != context.Result.Design.Lots)) table.Count("Lots", Of("n"), a => a.Lots);
        table.Number("rho", Of("rho"), a => a.Rho, HtmlNumber.Rho)
            .Number("Interval", "Bonett-Wright confidence interval of rho", a => a.IntervalLow, a => HtmlNumber.Range(a.IntervalLow, a.IntervalHigh))
            .Number("Family-wise p", Of("p_family"), a => a.PFamily, P)
            .Number("Step-down p", Of("p_family_step_down"), a => a.PFamilyStepDown, P)
            .Number(context.Result.Design.Exact ? "Exact p" : "Monte Carlo p", Of("p_exact"), a => a.P, P)
            .Number("Bootstrap", "BCa interval of rho from the ideal bootstrap over lots", a => a.BootstrapLow, a => HtmlNumber.Range(a.BootstrapLow, a.BootstrapHigh))
            .Number("One lot out", "Smallest and largest rho when each lot is left out in turn", a => a.LeaveOneOutLow, a => HtmlNumber.Range(a.LeaveOneOutLow, a.LeaveOneOutHigh))
            .Number("rho (CLR)", Of("rho_clr"), a => a.RhoClr, HtmlNumber.Rho)
            .Number("Stability", Of("stability"), a => a.Stability, v => HtmlNumber.Value(v, 2))
            .Text("Warnings", Of("flags"), a => string.Join(", ", a.Flags));
        return table.Make(context.Result.Associations);
    }

    private static string P(double p) => double.IsNaN(p) ? "–" : NumberText.P(p).Replace('-', '−');

    private static string Of(string column) => ResultTables.Associations.DescriptionOf(column);
}
