using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pages;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa report</c>: makes the report and the figures again from a result folder.</summary>
public static class ReportVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Result folder that a verb wrote (discover, associate)." };
        var output = new Option<string?>("--out", "-o") { Description = "Write the report to this file instead, and no figures (default: report.html and figures/ in the folder are replaced).", HelpName = "file" };
        Option<string> language = CommonOptions.Language();
        Option<string?> persons = KeyVerb.PersonsOption();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("report", "Make report.html and the figures again from a result folder.") { folder, output, language, persons, quiet };
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(folder)!;
            using var interruption = new Interruption();
            ReportSource source = ReportSource.In(place, CommonOptions.ReadLanguage(parsed.GetValue(language)), KeyVerb.ReadPersons(parsed.GetValue(persons)));
            string path = parsed.GetValue(output) ?? Path.Combine(place, ReportPage.FileName);
            try
            {
                if (parsed.GetValue(output) is null) ResultFiles.WriteReport(source, place, interruption.Token);
                else ReportPage.WriteFile(source, path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new PreconditionException($"{path}: the report cannot be written: {error.Message}", error);
            }

            if (!parsed.GetValue(quiet)) Console.Error.WriteLine($"Report: {Path.GetFullPath(path)}");
            return 0;
        });
        return command;
    }
}
