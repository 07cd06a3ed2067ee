using System.CommandLine;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Reporting.Reading;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa score</c>: how a result folder compares with the truth of the simulated cohort that it was made on.</summary>
/// <remarks>On this machine only: the truth lies beside the cells that <c>simulate</c> wrote here, and nothing of it is uploaded.</remarks>
public static class ScoreVerb
{
    /// <summary>Exit code where the result is not what the truth says.</summary>
    public const int Wrong = 1;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var result = new Argument<string>("result") { Description = "Result folder of discover or map." };
        var truth = new Option<string>("--truth") { Description = "Folder of the simulated cohort that it was made on, as simulate wrote it.", HelpName = "folder", Required = true };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("score", "Compare a result with the truth of a simulated cohort: was the planted state found, by how much of it, and what would the true shares have shown? Exit 0 when the result is what the truth says, 1 when it is not.") { result, truth, threads, json };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(result)!, cohort = parsed.GetValue(truth)!;
            CohortTruth known = CohortTruthReader.Read(cohort);
            AnalysisResult read = ResultReader.Read(folder).Result;
            if (read is MapResult mapping)
            {
                MappingScore mapped = MappingScorer.Score(mapping, known);
                Console.Out.Write(parsed.GetValue(json) ? ScoreJson.Of(mapped) : ScoreText.Of(mapped));
                return mapped.Right ? 0 : Wrong;
            }

            if (read is not DiscoveryResult discovery) throw new InvalidParameterException($"{folder}: is a result of {read.Verb}, which has no cells to compare with the truth. Give a result of discover or map.");
            using ComputeDevice device = ComputeDevices.Open("cpu", parsed.GetValue(threads));
            DiscoveryScore score = DiscoveryScorer.Score(device, discovery, known);
            Console.Out.Write(parsed.GetValue(json) ? ScoreJson.Of(score) : ScoreText.Of(score));
            return score.Right ? 0 : Wrong;
        });
        return command;
    }
}
