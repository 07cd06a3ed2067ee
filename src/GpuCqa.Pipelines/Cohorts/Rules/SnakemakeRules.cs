using System.Globalization;
using System.Text;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Pipelines.Cohorts.Rules;

/// <summary>The tasks of a plan as a Snakefile: one rule for the shards of a phase, one for its merge, and one for the result.</summary>
/// <remarks>The files are those of the work folder, so that Snakemake runs what is missing, as <c>resume</c> does. A task that ends with "try again" is tried again within its rule; any other failure is final.</remarks>
public static class SnakemakeRules
{
    /// <summary>The text of the Snakefile.</summary>
    public static string Text(CohortSubmission submission)
    {
        CohortWork work = submission.Work;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The plan {work.Hash}
            # snakemake --snakefile THIS --cores all, or with --executor or --profile of your cluster; by 'gpucqa cohort print-rules'.
            import os

            WORK = {Literal(work.Folder)}
            TRY_AGAIN = "code=0; for attempt in $(seq {submission.Attempts}); do code=0; %s || code=$?; [ $code -eq {CohortFailure.TryAgain} ] || break; done; exit $code"

            localrules: all

            rule all:
                input: os.path.join(WORK, "finished")


            """);
        string? before = null;
        foreach (CohortPhase phase in work.Plan.Phases)
        {
            IReadOnlyList<string> shard = submission.Program.Shards(submission, phase.Name, [0]), merge = submission.Program.Merge(submission, phase.Name);
            string needs = before is null ? "" : $"\n    input: os.path.join(WORK, \"{before}\", \"merged\")";
            text.Append(CultureInfo.InvariantCulture, $$"""
                rule {{phase.Name}}:{{needs}}
                    output: os.path.join(WORK, "{{phase.Name}}", "{shard}")
                    wildcard_constraints: shard="[0-9]{5}"
                    params: number=lambda wildcards: int(wildcards.shard)
                    resources: {{Resources(submission, phase.ShardMemoryBytes, phase.ShardSeconds)}}
                    shell: TRY_AGAIN % {{Literal(Command(shard, "--shard", "{params.number}"))}}

                rule {{phase.Name}}_merge:
                    input: [os.path.join(WORK, "{{phase.Name}}", "%05d" % shard) for shard in range({{phase.Tasks}})]
                    output: os.path.join(WORK, "{{phase.Name}}", "merged")
                    resources: {{Resources(submission, phase.MergeMemoryBytes, phase.MergeSeconds)}}
                    shell: TRY_AGAIN % {{Literal(Command(merge))}}


                """);
            before = phase.Name;
        }

        text.Append(CultureInfo.InvariantCulture, $"""
            rule finish:
                input: os.path.join(WORK, "{before}", "merged")
                output: touch(os.path.join(WORK, "finished"))
                resources: {Resources(submission, work.Plan.Phases.Max(p => p.MergeMemoryBytes), 0)}
                shell: TRY_AGAIN % {Literal(Command(submission.Program.Finish(submission)))}

            """);
        return text.ToString();
    }

    // Twice the time that is planned, and at least an hour: a scheduler ends a task that takes longer.
    private static string Resources(CohortSubmission submission, long bytes, double seconds) => string.Create(CultureInfo.InvariantCulture,
        $"mem_mb={(bytes >> 20) + 512}, runtime={Math.Max(60, (int)Math.Ceiling(2 * seconds / 60))}{(Device(submission) ? ", gpu=1" : "")}");

    private static bool Device(CohortSubmission submission) => !submission.Device.StartsWith("cpu", StringComparison.Ordinal);

    // Braces are Snakemake's in a shell command, the percent sign is ours.
    private static string Command(IReadOnlyList<string> words, string? option = null, string? value = null) => string.Join(' ', words.Select((word, i) =>
        i > 0 && words[i - 1] == option ? value! : ShellWord.Quoted(word).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));

    /// <summary>A text as Python reads it.</summary>
    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
