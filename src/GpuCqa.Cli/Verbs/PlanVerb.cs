using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa plan</c>: what a design can show, before there are data; <c>plan lock</c> freezes it.</summary>
public static class PlanVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var options = new PlanOptions();
        Option<string?> output = Output();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        Option<string> language = CommonOptions.Language();
        Option<bool> detach = CommonOptions.Detach();
        var command = new Command("plan", "Say, before there are data, what a design can show: lots needed, the smallest p, the correlation that is found, power of equivalence, cells and lots to see a hazard; and mark designs that cannot pass or cannot fail.");
        options.AddTo(command);
        foreach (Option option in (Option[])[output, language, force, quiet, json, detach]) command.Options.Add(option);
        ServerOptions.AddTo(command);
        command.Subcommands.Add(Lock());
        command.Subcommands.Add(Verify());
        command.SetAction(parsed =>
        {
            PlanParameters parameters = options.Read(parsed);
            ReportLanguage report = CommonOptions.ReadLanguage(parsed.GetValue(language));
            var job = new StatementJob
            {
                Compute = progress => PlanPipeline.Run(parameters, progress),
                Output = parsed.GetValue(output), Language = report, Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
            };
            return RemoteStatement.RunOrCompute(parsed, job, parsed.GetValue(detach), (_, _, _) => Task.FromResult(PlanMessage.Of(parameters, report)));
        });
        return command;
    }

    private static Option<string?> Output() => new("--out", "-o") { Description = "Result folder to write, with a page of curves; without it the plan is printed.", HelpName = "folder" };

    private static Command Lock()
    {
        var options = new PlanOptions();
        var output = new Option<string>("--out", "-o") { Description = "File to write (plan.json); never overwritten.", Required = true, HelpName = "file" };
        var by = new Option<string>("--by") { Description = "Name of the person who locks it.", Required = true, HelpName = "name" };
        var cohort = new Option<string?>("--cohort") { Description = "Sheet of lots: their roles are locked, and the lots that are used are planned with.", HelpName = "sheet" };
        var readout = new Option<string[]>("--readout", "-r") { Description = "Readout of the family; repeatable.", HelpName = "column" };
        var hypothesis = new Option<string[]>("--hypothesis") { Description = "A claim in words; repeatable.", HelpName = "text" };
        var exclude = new Option<string[]>("--exclude") { Description = "A lot that is not used, with its reason (L7=thawed twice); repeatable.", HelpName = "lot=reason" };
        var margins = new Option<string[]>("--attribute-margin") { Description = "Margin of an attribute with its justification (viability=5 points: below any effect on the dose); repeatable.", HelpName = "attribute=margin: why" };
        var settings = new Option<string[]>("--set") { Description = "A further parameter by its name in provenance.json (resolutions=0.5, 1); repeatable.", HelpName = "name=value" };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("lock", "Freeze hypotheses, margins, level, exclusions, roles, seed and settings under a hash. Refuses a design that cannot pass or cannot fail. What a later run does otherwise is marked EXPLORATORY.") { output, by, cohort, readout, hypothesis, exclude, margins, settings, quiet };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            LockedPlan plan = new PlanLock
            {
                Parameters = options.Read(parsed), Cohort = parsed.GetValue(cohort), By = parsed.GetValue(by)!, Readouts = OptionValues.List(parsed.GetValue(readout)), Hypotheses = parsed.GetValue(hypothesis) ?? [],
                Exclusions = parsed.GetValue(exclude) ?? [], Margins = parsed.GetValue(margins) ?? [], Settings = parsed.GetValue(settings) ?? [],
            }.Make(DateTimeOffset.UtcNow);
            PlanLock.Write(plan, parsed.GetValue(output)!);
            Console.Out.WriteLine(plan.Hash);
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine(plan.Design);
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("file") { Description = "A locked plan." };
        var command = new Command("verify", "Say whether a locked plan is as it was locked, and its hash (exit 3 when it was changed).") { file };
        command.SetAction(parsed =>
        {
            LockedPlan plan = LockedPlan.Read(parsed.GetValue(file)!);
            Console.Out.WriteLine($"{plan.Hash}  locked {plan.Locked} by {plan.By}");
            return 0;
        });
        return command;
    }
}
