using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Reporting.Tables;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses.Clusters;

/// <summary>Discoveries whose first half, up to the graph of cells, runs in tasks of an executor; the service watches, cancels, and does the rest as ever, to the same bytes.</summary>
public sealed class ClusterRuns(ServiceOptions options)
{
    private const string SheetFile = "cohort.csv";

    /// <summary>The plan of a discovery in numbers, from headers; null = the service computes it itself: it is small, no counts of genes, or no executor is configured.</summary>
    public CohortPlan? Plan(DiscoveryPipeline pipeline, CohortReading reading, CancellationToken cancellation)
    {
        if (!options.Cluster.IsOn) return null;
        try
        {
            CohortPlan plan = CohortPlanner.Make(pipeline, SheetFile, reading, options.Cluster.ShardCells, null, false, StepProgress.None, cancellation).Plan;
            return plan.Cells >= options.Cluster.FromCells ? plan : null;
        }
        catch (PreconditionException)
        {
            // Image features are brought to the scale of their plates from all cells at once.
            return null;
        }
    }

    /// <summary>Host memory of this machine that a plan takes: its merges and what follows them, and tasks that run here.</summary>
    public long HostBytes(CohortPlan plan) => plan.Phases.Max(p => p.MergeMemoryBytes) + (options.Cluster.IsHere ? options.Cluster.Workers * plan.Phases.Max(p => p.ShardMemoryBytes) : 0);

    /// <summary>Has all phases run, and goes on from what an earlier attempt left.</summary>
    /// <param name="cohort">The lots, with the paths of their files.</param>
    /// <param name="pipeline">The discovery.</param>
    /// <param name="reading">How files are read.</param>
    /// <param name="folder">Folder of the analysis, kept until it ends.</param>
    /// <param name="progress">Receives phases.</param>
    /// <param name="cancellation">Ends what runs.</param>
    /// <returns>The work folder, whose phases are merged.</returns>
    public CohortWork Run(Cohort cohort, DiscoveryPipeline pipeline, CohortReading reading, string folder, StepProgress progress, CancellationToken cancellation)
    {
        OwnerOnly.Make(folder);
        string sheet = Path.Combine(folder, SheetFile);
        File.WriteAllText(sheet, Sheet(cohort));
        CohortWork work = Made(pipeline, reading, sheet, progress, cancellation);
        progress.Note($"Up to the graph of cells it ran in tasks of the executor {options.Cluster.Executor}.");
        var submission = new CohortSubmission { Work = work, Output = Path.Combine(folder, "result"), WritesResult = false, Program = options.Cluster.Start(), Device = options.Cluster.Device };
        try
        {
            if (!options.Cluster.Open().Submit(submission, progress, cancellation)) throw new InvalidOperationException("The executor did not stay.");
        }
        catch (RefusedException failed)
        {
            // A caller has no command line to go on with.
            throw new RefusedException(failed.Reason, failed.Message.Replace(CohortFailure.Advice, "", StringComparison.Ordinal), failed.RetryAfter);
        }

        return work;
    }

    private CohortWork Made(DiscoveryPipeline pipeline, CohortReading reading, string sheet, StepProgress progress, CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetDirectoryName(sheet)!, "plan");
        for (bool again = false; ; again = true)
        {
            try
            {
                return CohortWork.Open(CohortPlanner.Make(pipeline, sheet, reading, options.Cluster.ShardCells, folder, false, progress, cancellation).Folder!);
            }
            catch (PreconditionException) when (!again && File.Exists(Path.Combine(folder, CohortPlan.FileName)))
            {
                // An earlier attempt was of another build: what it left is not this one's.
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // The cohort as the sheet that tasks read.
    private static string Sheet(Cohort cohort)
    {
        var text = new StringBuilder();
        using var output = new StringWriter(text);
        var csv = new CsvWriter(output);
        foreach (string column in (string[])[.. cohort.Headers, "path"]) csv.Text(column);
        csv.EndRow();
        foreach (Lot lot in cohort.Lots)
        {
            foreach (string column in cohort.Headers) csv.Text(lot.Columns.TryGetValue(column, out string? value) && value.Length > 0 ? value : null);
            csv.Text(lot.Path);
            csv.EndRow();
        }

        return text.ToString();
    }
}
