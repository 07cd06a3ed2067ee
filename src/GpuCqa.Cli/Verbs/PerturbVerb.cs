using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Perturbations;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa perturb</c>: knock-downs over lots, and what they say of each gene.</summary>
public static class PerturbVerb
{
    private static readonly PerturbParameters Defaults = new() { Readout = "", NonTargeting = [], PositiveControl = "" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "Table with one row a measurement: gene, sirna, lot, the readout, and viability and knockdown (percent), without which no gene is called." };
        var readout = new Option<string>("--readout", "-r") { Description = "Column of the readout.", HelpName = "column", Required = true };
        var positive = new Option<string>("--positive") { Description = "Positive control: the gene whose knock-down must move the readout, such as VEGFA; when it does not, the experiment says nothing.", HelpName = "gene", Required = true };
        var controls = new Option<string[]>("--non-targeting") { Description = "Names in the column of genes that are controls without a target (default: non-targeting, NT, NTC, scramble and the like).", HelpName = "names" };
        Option<string> direction = Default("--direction", "Where knock-downs are expected to move the readout: decrease or increase.", Defaults.Direction), correction = Default("--correction", "Which family-wise p decides: holm (moderated t tests) or dunnett (one variance of all genes).", Defaults.Correction);
        Option<double> alpha = Default("--alpha", "Family-wise level.", Defaults.Alpha), confidence = Default("--confidence", "Confidence of intervals.", Defaults.Confidence), knockdown = Default("--least-knockdown", "Least knock-down of an siRNA that counts, in percent.", Defaults.LeastKnockdown);
        Option<int> sirnas = Default("--least-sirnas", "Fewest independent siRNAs that must agree.", Defaults.FewestSirnas);
        Option<double> margin = Default("--margin", "Largest change that counts as none: 0.2 is from a fifth less to a quarter more.", Defaults.Margin), viability = Default("--least-viability", "Viability against the control below which an effect is flagged.", Defaults.LeastViability);
        var perCell = new Option<bool>("--per-viable-cell") { Description = "The readout is given per viable cell already." };
        var viabilityColumn = new Option<string?>("--viability-column") { Description = "Column of the viability or of viable cells (default: viability).", HelpName = "column" };
        var knockdownColumn = new Option<string?>("--knockdown-column") { Description = "Column of the knock-down in percent (default: knockdown).", HelpName = "column" };
        var common = new LotTableOptions();
        var command = new Command("perturb", "Test knock-downs with the lots as replicates: effects against the non-targeting control, corrected over genes, with viability, independent siRNAs and a positive control; each gene is KD+, KD- or NT, with the reason.")
        {
            table, readout, positive, controls, direction, correction, alpha, confidence, knockdown, sirnas, margin, viability, perCell, viabilityColumn, knockdownColumn,
        };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            double least = AtLeast("--least-knockdown", parsed.GetValue(knockdown), 0);
            if (least > 100) throw new Core.Errors.InvalidParameterException("--least-knockdown is above 100; expected percent.");
            var request = new PerturbRequest
            {
                Table = parsed.GetValue(table)!,
                ViabilityColumn = parsed.GetValue(viabilityColumn),
                KnockdownColumn = parsed.GetValue(knockdownColumn),
                Parameters = new PerturbParameters
                {
                    Readout = parsed.GetValue(readout)!, PositiveControl = parsed.GetValue(positive)!, NonTargeting = List(parsed.GetValue(controls)), Direction = OneOf("--direction", parsed.GetValue(direction)!, "decrease", "increase"), Correction = OneOf("--correction", parsed.GetValue(correction)!, "holm", "dunnett"),
                    Alpha = Share("--alpha", parsed.GetValue(alpha)), Confidence = Share("--confidence", parsed.GetValue(confidence)), LeastKnockdown = least, FewestSirnas = (int)AtLeast("--least-sirnas", parsed.GetValue(sirnas), 1),
                    Margin = Share("--margin", parsed.GetValue(margin)), LeastViability = Share("--least-viability", parsed.GetValue(viability)), PerViableCell = parsed.GetValue(perCell),
                },
            };
            var pipeline = new PerturbPipeline(request);
            return new LotTableJob<PerturbationResult>
            {
                Table = request.Table, Design = pipeline.Design, Inputs = pipeline.Inputs, Compute = pipeline.Run, Text = PerturbationText.Of,
                Message = (name, language) => new AnalysisSpec { Perturb = PerturbMessage.Of(name, request, language) },
            }.Run(parsed, common);
        });
        return command;
    }
}
