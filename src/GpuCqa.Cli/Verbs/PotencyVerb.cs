using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Potency;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa potency</c>: assay plates to what each lot did.</summary>
public static class PotencyVerb
{
    private static readonly PotencyParameters Defaults = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "Table with one row a well: response, lot, concentration (of a standard), and optional plate, well, type (sample, standard, blank), condition, culture, dilution, cells, hours, volume (mL)." };
        Option<string> readout = Default("--readout", "What the assay measures; names the columns of readouts.csv.", Defaults.Readout);
        var response = new Option<string?>("--response-column") { Description = "Column of what the reader measured (default: response, signal, absorbance, od or od450).", HelpName = "column" };
        Option<string> weights = Default("--weights", "Weight of a standard in the fit: none, 1/y or 1/y2 (y: mean response of its concentration).", Defaults.Weights);
        Option<string> unit = Default("--unit", "Unit of the standards.", Defaults.Unit);
        var control = new Option<string?>("--control-lot") { Description = "Lot that the others are compared with: relative potency, and whether dilutions run parallel.", HelpName = "lot" };
        Option<double?> cells = Number<double?>("--cells", "Cells of a culture, where the table has no such column; with hours and volume the result is per 10^6 cells and 24 h."), hours = Number<double?>("--hours", "Hours that a culture secreted for, where the table has no such column."), volume = Number<double?>("--volume", "Millilitres of supernatant, where the table has no such column.");
        Option<double?> low = Number<double?>("--lloq", "Lower limit of quantification (default: the lowest standard that is back-calculated within its tolerance)."), high = Number<double?>("--uloq", "Upper limit of quantification (default: the highest such standard).");
        Option<double> tolerance = Default("--tolerance", "Largest relative error of a back-calculated standard, and largest variation of its wells.", Defaults.Tolerance), lowest = Default("--lloq-tolerance", "The same at the lower limit of quantification.", Defaults.LowestTolerance);
        Option<double> variation = Default("--most-cv", "Largest coefficient of variation of a lot's replicates that goes without a note.", Defaults.MostVariation), margin = Default("--parallel-margin", "Largest difference of log-log dilution slopes that counts as parallel.", Defaults.ParallelMargin), confidence = Default("--confidence", "Confidence of intervals.", Defaults.Confidence);
        var common = new LotTableOptions();
        var command = new Command("potency", "Read assay plates (ELISA): four-parameter standard curves, limits of quantification, what each lot secreted, its relative potency; readouts.csv is what discover and associate read.")
        {
            table, readout, response, weights, unit, control, cells, hours, volume, low, high, tolerance, lowest, variation, margin, confidence,
        };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            double? above(string name, Option<double?> option) => parsed.GetValue(option) is { } value ? Above(name, value, 0) : null;
            var request = new PotencyRequest
            {
                Table = parsed.GetValue(table)!,
                ResponseColumn = parsed.GetValue(response),
                Parameters = new PotencyParameters
                {
                    Readout = parsed.GetValue(readout)!, Weights = OneOf("--weights", parsed.GetValue(weights)!, "none", "1/y", "1/y2"), Unit = parsed.GetValue(unit)!, ControlLot = parsed.GetValue(control), Confidence = Share("--confidence", parsed.GetValue(confidence)),
                    Tolerance = Above("--tolerance", parsed.GetValue(tolerance), 0), LowestTolerance = Above("--lloq-tolerance", parsed.GetValue(lowest), 0), MostVariation = Above("--most-cv", parsed.GetValue(variation), 0), ParallelMargin = Above("--parallel-margin", parsed.GetValue(margin), 0),
                    LowerLimit = above("--lloq", low), UpperLimit = above("--uloq", high), Cells = above("--cells", cells), Hours = above("--hours", hours), Volume = above("--volume", volume),
                },
            };
            var pipeline = new PotencyPipeline(request);
            return new LotTableJob<PotencyResult>
            {
                Table = request.Table, Design = pipeline.Design, Inputs = pipeline.Inputs, Compute = pipeline.Run, Text = PotencyText.Of,
                Message = (name, language) => new AnalysisSpec { Potency = PotencyMessage.Of(name, request, language) },
            }.Run(parsed, common);
        });
        return command;
    }
}
