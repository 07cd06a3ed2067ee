using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Specifications;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa specification</c>: limits for a specification from the lots of a process.</summary>
public static class SpecificationVerb
{
    private static readonly SpecificationParameters Defaults = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "Table with one row a lot: lot, optional donor and role, and the attributes." };
        Option<string[]> lower = Attributes("--lower", "Attribute with a lower limit (potency)"), upper = Attributes("--upper", "Attribute with an upper limit (a hazard, an impurity)"), both = Attributes("--both", "Attribute with both limits"),
            log = Attributes("--log", "Attribute that is looked at on the logarithm (ratios, concentrations)"), logit = Attributes("--logit", "Attribute that is a share, looked at on the logit");
        var specified = new Option<string[]>("--specified") { Description = "Specification limits that capability (Ppk) is told for: attribute=low:high, of which one may be empty; repeatable.", HelpName = "limits" };
        Option<double> content = OptionValues.Default("--content", "Share of the lots of the process that tolerance limits hold.", Defaults.Content), confidence = OptionValues.Default("--confidence", "Confidence of limits and intervals.", Defaults.Confidence);
        Option<int> next = OptionValues.Default("--next", "Future lots that prediction limits hold, all of them.", Defaults.NextLots);
        var lotColumn = new Option<string?>("--lot-column") { Description = "Column that names the lot (default: lot, else the first).", HelpName = "column" };
        var role = new Option<string?>("--role") { Description = "Role whose lots are used (default: all lots).", HelpName = "role" };
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write; without it the limits are printed.", HelpName = "folder" };
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json(), detach = CommonOptions.Detach();
        Option<string> language = CommonOptions.Language();
        var command = new Command("specification", "Limits for a specification from the lots of a process: tolerance limits and limits of the next lots, with k, n and the confidence on the spread, capability, and what undermines them.")
        {
            table, lower, upper, both, log, logit, specified, content, confidence, next, lotColumn, role, output, language, force, quiet, json, detach,
        };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(table)!;
            var parameters = new SpecificationParameters
            {
                Lower = OptionValues.List(parsed.GetValue(lower)), Upper = OptionValues.List(parsed.GetValue(upper)), Both = OptionValues.List(parsed.GetValue(both)), Log = OptionValues.List(parsed.GetValue(log)), Logit = OptionValues.List(parsed.GetValue(logit)),
                Specified = parsed.GetValue(specified) ?? [], Content = parsed.GetValue(content), Confidence = parsed.GetValue(confidence), NextLots = parsed.GetValue(next), LotColumn = parsed.GetValue(lotColumn), Role = parsed.GetValue(role),
            };
            ReportLanguage report = CommonOptions.ReadLanguage(parsed.GetValue(language));
            var job = new StatementJob
            {
                Compute = progress => new SpecificationPipeline(LotTable.Of(TextTable.Read(path), parameters.LotColumn), parameters).Run(progress),
                Inputs = [new InputFile(SpecificationPipeline.TableLabel, path, Path.GetFullPath(path))],
                Output = parsed.GetValue(output), Language = report, Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
            };
            return RemoteStatement.RunOrCompute(parsed, job, parsed.GetValue(detach), async (project, _, cancellation) =>
            {
                var options = new LotUploadOptions { LotColumn = parameters.LotColumn, Readouts = [.. parameters.All()] };
                return SpecificationMessage.Of((await project.UploadLotsAsync(path, options, cancellation)).Name, parameters, report);
            });
        });
        return command;
    }

    private static Option<string[]> Attributes(string name, string what) => new(name) { Description = $"{what}; several (repeat the option, or separate by commas).", HelpName = "column" };
}
