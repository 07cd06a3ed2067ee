using System.CommandLine;
using System.Text.Json;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.Inspection;
using GpuCqa.Pipelines.Discoveries;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa inspect</c>: what is in a file of cells or a cohort sheet.</summary>
public static class InspectVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Folder of 10x, kallisto|bustools, alevin-fry or split-pipe, .mtx, .h5, .h5ad, table of image features, or cohort sheet." };
        var readout = new Option<string[]>("--readout", "-r") { Description = "Of a cohort sheet: readouts that a discovery is to be asked for (default: any column of numbers).", HelpName = "column" };
        var lotColumn = new Option<string?>("--lot-column") { Description = "Of a cohort sheet: per-cell column that names the lot, when one file holds several lots.", HelpName = "column" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Say what is in a file: kind, cells, genes, layers, columns, and what a reader would refuse. What discover would refuse ends with its exit code.") { file, readout, lotColumn, json };
        command.SetAction(parsed =>
        {
            FileInspection found = FileInspector.Inspect(parsed.GetValue(file)!);
            GpuCqaException? refusal = found.Kind == FileInspector.CohortSheet ? Refusal(found.Path, parsed.GetValue(readout) ?? [], parsed.GetValue(lotColumn)) : null;
            // What discover refuses must not pass a check in a script.
            int code = refusal is not null ? ErrorTable.ExitCode(refusal.Reason) : found.Refusals.Count > 0 ? ErrorTable.ExitCode(ErrorReason.BadData) : 0;
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    path = found.Path,
                    kind = found.Kind,
                    lines = found.Lines.Select(l => new { title = l.Title, value = l.Value }),
                    warnings = found.Warnings,
                    refusals = refusal is null ? found.Refusals : [.. found.Refusals, refusal.Message],
                }, JsonText.Indented));
                return code;
            }

            int width = found.Lines.Select(l => l.Title.Length).DefaultIfEmpty(4).Max();
            Console.Out.WriteLine($"{"kind".PadRight(width)}  {found.Kind}");
            foreach (InspectionLine line in found.Lines) Console.Out.WriteLine($"{line.Title.PadRight(width)}  {line.Value}");
            foreach (string warning in found.Warnings) Console.Out.WriteLine($"{(found.Refusals.Contains(warning) ? "refused" : "warning").PadRight(width)}  {warning}");
            if (refusal is not null) Console.Error.WriteLine($"gpucqa: discover would refuse this sheet: {refusal.Message}");
            return code;
        });
        return command;
    }

    private static GpuCqaException? Refusal(string sheet, string[] readouts, string? lotColumn)
    {
        try
        {
            SheetCheck.Require(sheet, readouts, lotColumn);
            return null;
        }
        catch (GpuCqaException error)
        {
            return error;
        }
    }
}
