using System.CommandLine;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort</c>: a discovery in tasks, on many nodes.</summary>
public static class CohortVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() =>
        new("cohort", "Run a discovery in tasks on many machines, to the same bytes as discover on one: plan it, hand it to a scheduler or to child processes, see how far it is, go on with what is missing.")
        {
            PlanCommand.Create(), SubmitCommand.Create("submit", "Run all phases of a plan, wherever the executor runs them, and write the result folder."),
            SubmitCommand.Create("resume", "Look which files of a plan are there and whole, and run only what is missing; the same as submit."),
            StatusCommand.Create(), TaskCommands.RunShard(), TaskCommands.Merge(), FinishCommand.Create(), TaskCommands.Verify(), BatchCommand.Create(), PrintCommands.Kubernetes(), PrintCommands.Rules(),
        };

    internal static Option<string> Work() => new("--work", "-w") { Description = "Work folder of the plan, which every node sees.", Required = true, HelpName = "folder" };
}
