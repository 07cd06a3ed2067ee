using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Pipelines.Cohorts;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Option<string> work = CohortVerb.Work();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("status", "Say how far a plan is, from its files alone: tasks of each phase, and what is left at the rate of the last hour.") { work, json };
        command.SetAction(parsed =>
        {
            var opened = CohortWork.Open(parsed.GetValue(work)!);
            var status = CohortStatus.Of(opened);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    plan = opened.Hash, phases = status.Phases.Select(p => new { name = p.Name, tasks = p.Tasks, done = p.Done, merged = p.Merged }), finished = status.Finished, seconds_left = status.SecondsLeft,
                }, JsonText.Indented));
                return 0;
            }

            foreach (PhaseStatus phase in status.Phases)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase.Name,-10} {phase.Done,6} of {phase.Tasks,6}  {(phase.Merged is { } merged ? $"merged {merged:u}" : phase.Done == phase.Tasks ? "not merged" : "")}"));
            Console.Out.WriteLine(status.Finished is { } end ? string.Create(CultureInfo.InvariantCulture, $"finish     done {end:u}")
                : status.SecondsLeft is { } left ? string.Create(CultureInfo.InvariantCulture, $"finish     not yet; the tasks before it take about {left / 60:0} min more at the rate of the last hour") : "finish     not yet");
            return 0;
        });
        return command;
    }
}
