using System.Globalization;
using System.Text;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Pipelines.Cohorts.Rules;

/// <summary>The tasks of a plan as a Nextflow workflow (DSL2): two processes for each phase, and one for the result.</summary>
/// <remarks>A task that ends with "try again" is tried again, any other failure ends the workflow. The files lie in the plan's work folder, not in Nextflow's; a task whose file is there leaves it.</remarks>
public static class NextflowRules
{
    /// <summary>The text of main.nf.</summary>
    public static string Text(CohortSubmission submission)
    {
        CohortWork work = submission.Work;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            // The plan {work.Hash}
            // nextflow run THIS, with a configuration that names your executor; by 'gpucqa cohort print-rules'.
            nextflow.enable.dsl = 2


            """);
        foreach (CohortPhase phase in work.Plan.Phases)
        {
            IReadOnlyList<string> shard = submission.Program.Shards(submission, phase.Name, [0]), merge = submission.Program.Merge(submission, phase.Name);
            text.Append(Process(submission, phase.Name, true, "\n    val before\n    val shard", Command(shard, "--shard", "${shard}"), phase.ShardMemoryBytes, phase.ShardSeconds, "shard"));
            text.Append(Process(submission, phase.Name + "_merge", false, "\n    val shards", Command(merge), phase.MergeMemoryBytes, phase.MergeSeconds, "true"));
        }

        text.Append(Process(submission, "finish", false, "\n    val merged", Command(submission.Program.Finish(submission)), work.Plan.Phases.Max(p => p.MergeMemoryBytes), 0, "true"));
        text.Append("workflow {\n");
        string before = "true";
        foreach (CohortPhase phase in work.Plan.Phases)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {phase.Name}({before}, Channel.of(0..<{phase.Tasks}))\n    {phase.Name}_merge({phase.Name}.out.collect())\n");
            before = $"{phase.Name}_merge.out.first()";
        }

        text.Append(CultureInfo.InvariantCulture, $"    finish({before})\n}}\n");
        return text.ToString();
    }

    private static string Process(CohortSubmission submission, string name, bool perShard, string inputs, string command, long bytes, double seconds, string output) => string.Create(CultureInfo.InvariantCulture, $$""""
        process {{name}} {
            memory '{{(bytes >> 20) + 512}} MB'
            time '{{Math.Max(60, (int)Math.Ceiling(2 * seconds / 60))}} m'{{(perShard ? "\n    tag \"${shard}\"" : "")}}
            errorStrategy { task.exitStatus == {{CohortFailure.TryAgain}} ? 'retry' : 'terminate' }
            maxRetries {{submission.Attempts - 1}}
            input:{{inputs}}
            output:
            val {{output}}
            script:
            """
            {{command}}
            """
        }


        """");

    // Dollars and backslashes are Groovy's in a script.
    private static string Command(IReadOnlyList<string> words, string? option = null, string? value = null) => string.Join(' ', words.Select((word, i) =>
        i > 0 && words[i - 1] == option ? value! : ShellWord.Quoted(word).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)));
}
