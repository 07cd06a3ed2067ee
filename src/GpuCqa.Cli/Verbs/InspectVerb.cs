using System.CommandLine;
using System.Text.Json;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.Inspection;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa inspect</c>: what is in a file of cells or a cohort sheet.</summary>
public static class InspectVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Folder of 10x, kallisto|bustools, alevin-fry or split-pipe, .mtx, .h5, .h5ad, or table of image features." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Say what is in a file: kind, cells, genes, layers, columns, and what a reader would refuse (exit code 3).") { file, json };
        command.SetAction(parsed =>
        {
            FileInspection found = FileInspector.Inspect(parsed.GetValue(file)!);
            // What discover refuses must not pass a check in a script.
            int code = found.Refusals.Count > 0 ? ErrorTable.ExitCode(ErrorReason.BadData) : 0;
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    path = found.Path,
                    kind = found.Kind,
                    lines = found.Lines.Select(l => new { title = l.Title, value = l.Value }),
                    warnings = found.Warnings,
                    refusals = found.Refusals,
                }, JsonText.Indented));
                return code;
            }

            int width = found.Lines.Select(l => l.Title.Length).DefaultIfEmpty(4).Max();
            Console.Out.WriteLine($"{"kind".PadRight(width)}  {found.Kind}");
            foreach (InspectionLine line in found.Lines) Console.Out.WriteLine($"{line.Title.PadRight(width)}  {line.Value}");
            foreach (string warning in found.Warnings) Console.Out.WriteLine($"{(found.Refusals.Contains(warning) ? "refused" : "warning").PadRight(width)}  {warning}");
            return code;
        });
        return command;
    }
}
