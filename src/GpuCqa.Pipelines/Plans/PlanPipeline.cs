using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Plans;

/// <summary>A plan from its parameters to the files of a result; it reads nothing.</summary>
public static class PlanPipeline
{
    /// <summary>Plans.</summary>
    /// <exception cref="Core.Errors.InvalidParameterException">A parameter is out of its range, or parameters contradict each other.</exception>
    public static PlanResult Run(PlanParameters parameters, StepProgress progress)
    {
        progress.Begin("plan", 0);
        PlanResult result = Planner.Plan(parameters);
        progress.End();
        foreach (string note in result.Notes) progress.Note(note);
        foreach (string warning in result.Warnings) progress.Warn(warning);
        return result;
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, PlanResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) =>
        ResultFiles.Write(folder, result, provenance, language, cancellation);
}
