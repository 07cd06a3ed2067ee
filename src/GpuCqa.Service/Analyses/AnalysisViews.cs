using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses;

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

    /// <summary>A page of a project's analyses, newest first, each as it is now.</summary>
    /// <param name="project">Project.</param>
    /// <param name="size">Page size that was asked for.</param>
    /// <param name="token">Page token.</param>
    /// <param name="operations">Only those whose operation was not deleted.</param>
    /// <returns>The analyses and the next page's token, empty at the end.</returns>
    /// <exception cref="InvalidParameterException">The size or the token is wrong.</exception>
    public (IEnumerable<AnalysisMessage> Page, string Next) Page(string project, int size, string token, bool operations = false)
    {
        int count = PageToken.Size(size);
        string scope = $"projects/{project}/{(operations ? "operations" : "analyses")}", key = PageToken.Key(scope, token);
        long before = key.Length == 0 ? long.MaxValue
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out long ordinal) ? ordinal : throw new InvalidParameterException("page_token is not from the previous page of this list.");
        IReadOnlyList<AnalysisRecord> found = table.List(project, before, count + 1, operations);
        return (found.Take(count).Select(Now), found.Count <= count ? "" : PageToken.After(scope, found[count - 1].Ordinal.ToString(CultureInfo.InvariantCulture)));
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
