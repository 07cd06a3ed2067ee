using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses.Jobs;
using GpuCqa.Service.Analyses.Records;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses.Calls;

/// <summary>Analyses as they are now: from the tables, and of those that have not ended, from the book.</summary>
public sealed class AnalysisViews(AnalysisTable table, JobBook book)
{
    /// <summary>The analysis of a name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public AnalysisRecord Find(string name)
    {
        string[] parts = ResourceId.Parse("name", name, "projects/{project}/analyses/{analysis}");
        // What has not ended is known without the database, which may be away.
        return book.Named(name)?.Record ?? table.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such analysis.");
    }

    /// <summary>The analysis of an operation's name.</summary>
    /// <exception cref="NotFoundException">There is no such operation.</exception>
    public AnalysisRecord OfOperation(string name)
    {
        string[] parts = ResourceId.Parse("name", name, "projects/{project}/operations/{operation}");
        return table.OfOperation(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such operation.");
    }

    /// <summary>An analysis as it is now.</summary>
    public AnalysisMessage Now(AnalysisRecord record)
    {
        if (AnalysisRecord.IsTerminal(record.Content.State)) return record.Content;
        // What left the book meanwhile has ended, and the tables say how.
        return book.Find(record.Uid)?.Now ?? table.Find(record.Project, record.Id)?.Content ?? record.Content;
    }

    /// <summary>Every change of an analysis from what it is now to its end, for one reader.</summary>
    public async IAsyncEnumerable<AnalysisMessage> Changes(AnalysisRecord record, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!AnalysisRecord.IsTerminal(record.Content.State))
        {
            if (book.Find(record.Uid) is { } job)
            {
                using JobWatch watch = job.Watch();
                while (true)
                {
                    AnalysisMessage next = await watch.NextAsync(cancellation);
                    yield return next;
                    if (AnalysisRecord.IsTerminal(next.State)) yield break;
                }
            }

            // Between the tables and the book: it has just ended, or was just made.
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
            record = Find(record.Content.Name);
        }

        yield return record.Content;
    }
}
