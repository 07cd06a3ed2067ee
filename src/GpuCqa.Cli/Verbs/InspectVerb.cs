using System.CommandLine;
using System.Text.Json;
using GpuCqa.Cli.Running;
using GpuCqa.Formats;
using GpuCqa.Formats.Inspection;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa inspect</c>: what is in a file of cells or a cohort sheet.</summary>
public static class InspectVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "10x folder, .mtx, .h5, .h5ad, or table of image features." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Say what is in a file: kind, cells, genes, layers, columns, and what a reader would refuse.") { file, json };
        command.SetAction(parsed =>
        {
            FileInspection found = FileInspector.Inspect(parsed.GetValue(file)!);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    path = found.Path,
                    kind = found.Kind,
                    lines = found.Lines.Select(l => new { title = l.Title, value = l.Value }),
                    warnings = found.Warnings,
                }, JsonText.Indented));
                return 0;
            }

            int width = found.Lines.Select(l => l.Title.Length).DefaultIfEmpty(4).Max();
            Console.Out.WriteLine($"{"kind".PadRight(width)}  {found.Kind}");
            foreach (InspectionLine line in found.Lines) Console.Out.WriteLine($"{line.Title.PadRight(width)}  {line.Value}");
            foreach (string warning in found.Warnings) Console.Out.WriteLine($"{"warning".PadRight(width)}  {warning}");
            return 0;
        });
        return command;
    }
}
