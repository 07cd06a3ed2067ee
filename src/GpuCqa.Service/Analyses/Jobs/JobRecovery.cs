using Google.Protobuf.WellKnownTypes;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Analyses;

/// <summary>Takes up what an earlier run of the service left: what waited waits, what ran when it ended without a word waits again or is given up, what was to be cancelled is.</summary>
public sealed partial class JobRecovery(AnalysisTable table, JobBook book, JobStepFolders steps, OwnAudit audit, ServiceOptions options, TimeProvider clock, ILogger<JobRecovery> log)
{
    /// <summary>Runs before the first call.</summary>
    public void Run()
    {
        Take();
        // Steps of what waits or waits again stay; what ended while its folder could not be removed goes now.
        steps.Sweep(book.Jobs.Select(j => j.Record.Uid).ToHashSet(StringComparer.Ordinal));
    }

    private void Take()
    {
        foreach (AnalysisRecord record in table.Unfinished())
        {
            var content = new AnalysisMessage(record.Content);
            content.Steps.Clear();
            switch (content.State)
            {
                case AnalysisState.Cancelling:
                    End(record, content, AnalysisState.Cancelled);
                    continue;
                case AnalysisState.Running when record.Crashes + 1 >= options.Jobs.MaxCrashes:
                    content.Error = RpcErrors.Details(ErrorReason.Internal, $"The service ended {record.Crashes + 1} times without a word while this analysis ran; it is not tried again.");
                    End(record with { Crashes = record.Crashes + 1 }, content, AnalysisState.Failed);
                    continue;
                case AnalysisState.Running:
                    content.State = AnalysisState.Queued;
                    content.StartTime = null;
                    table.Update(record.Uid, content, record.Crashes + 1);
                    book.Add(record with { Crashes = record.Crashes + 1, Content = content });
                    Again(log, content.Operation, content.Name, content.Attempt);
                    continue;
                default:
                    book.Add(record with { Content = content });
                    continue;
            }
        }
    }

    private void End(AnalysisRecord record, AnalysisMessage content, AnalysisState state)
    {
        content.State = state;
        content.EndTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        audit.Ending(content, null);
        table.End(record.Uid, content, record.Crashes, _ => { });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} runs again: {Analysis} was interrupted in attempt {Attempt}")]
    private static partial void Again(ILogger log, string operation, string analysis, int attempt);
}
