using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Many cohorts: a plan each, so many at a time, and one summary. A cohort whose plan is the same as that of its result is left as it is.</summary>
/// <param name="work">Folder of the work folders.</param>
/// <param name="output">Folder of the result folders.</param>
/// <param name="program">How the program is started.</param>
/// <param name="submit">Words of submit that say where tasks run.</param>
public sealed class CohortBatch(string work, string output, CohortProgram program, IReadOnlyList<string> submit)
{
    /// <summary>Reads a list of cohorts: columns name, sheet, readout, and optionally options.</summary>
    /// <param name="path">CSV or TSV; sheets are relative to it.</param>
    /// <param name="split">Splits the words of options.</param>
    /// <exception cref="BadDataException">A column is missing, or a name is empty, repeated, or no name of a folder.</exception>
    public static IReadOnlyList<BatchEntry> Read(string path, Func<string, IEnumerable<string>> split)
    {
        TextTable table = TextTable.Read(path);
        int At(string column) => Array.FindIndex(table.Headers, h => string.Equals(h, column, StringComparison.OrdinalIgnoreCase));
        (int name, int sheet, int readout, int options) = (At("name"), At("sheet"), At("readout"), At("options"));
        if (name < 0 || sheet < 0 || readout < 0) throw new BadDataException(path, "line 1", $"has the columns {string.Join(", ", table.Headers)}; expected name, sheet, readout and, where there are some, options");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var entries = new List<BatchEntry>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            string called = table.Rows[r][name];
            if (called.Length == 0 || called != PortableName.Of(called)) throw new BadDataException(path, table.Place(r, name), $"'{called}' cannot be the name of a folder; take letters, digits, '-' and '_'");
            if (!names.Add(called)) throw new BadDataException(path, table.Place(r, name), $"'{called}' is there twice");
            entries.Add(new BatchEntry(called, Path.GetFullPath(Path.Combine(folder, table.Rows[r][sheet])), table.Rows[r][readout], options < 0 ? [] : [.. split(table.Rows[r][options])]));
        }

        return entries;
    }

    /// <summary>Runs the cohorts.</summary>
    /// <param name="entries">The cohorts.</param>
    /// <param name="most">Cohorts at a time.</param>
    /// <param name="progress">Told of each that ended.</param>
    /// <param name="cancellation">Stops; what is whole stays.</param>
    /// <returns>What became of each, in order.</returns>
    public IReadOnlyList<BatchOutcome> Run(IReadOnlyList<BatchEntry> entries, int most, StepProgress progress, CancellationToken cancellation)
    {
        var outcomes = new BatchOutcome[entries.Count];
        object told = new();
        int next = -1, done = 0;
        progress.Begin("cohorts", entries.Count);
        var threads = new Thread[Math.Min(most, entries.Count)];
        for (int t = 0; t < threads.Length; t++)
        {
            threads[t] = new Thread(() =>
            {
                for (int e; (e = Interlocked.Increment(ref next)) < entries.Count && !cancellation.IsCancellationRequested;)
                {
                    BatchOutcome outcome = outcomes[e] = One(entries[e], cancellation);
                    lock (told)
                    {
                        progress.Report(++done);
                        progress.Say($"{outcome.Name}: {outcome.State}{(outcome.Message.Length > 0 ? ": " + outcome.Message : "")}");
                    }
                }
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        progress.End();
        cancellation.ThrowIfCancellationRequested();
        return outcomes;
    }

    private BatchOutcome One(BatchEntry entry, CancellationToken cancellation)
    {
        string result = Path.Combine(output, entry.Name), folder = "", hash = "";
        IReadOnlyList<FindingLine> before = [];
        try
        {
            before = FindingLine.Of(result);
            (int code, string said) = ChildProcess.Run(
                [.. program.Command, "cohort", "plan", entry.Sheet, "--readout", entry.Readout, "--work", Path.Combine(work, entry.Name), "--keyed", "--quiet", .. entry.Options], cancellation, line => folder = line);
            if (code != 0) return Failed(code, said);
            var opened = CohortWork.Open(folder);
            hash = opened.Hash;
            string mark = Path.Combine(work, entry.Name, "result");
            // The result of another plan may have been written since, by an older build for instance.
            if (Directory.Exists(result) && File.Exists(mark) && File.ReadAllText(mark) == hash) return new BatchOutcome(entry.Name, "unchanged", 0, "", hash, before, []);
            (code, said) = ChildProcess.Run([.. program.Command, "cohort", "submit", "--work", folder, "--out", result, "--force", "--quiet", .. submit], cancellation);
            if (code != 0) return Failed(code, said);
            File.WriteAllText(mark, hash);
            IReadOnlyList<FindingLine> after = FindingLine.Of(result);
            return new BatchOutcome(entry.Name, "done", 0, "", hash, after, FindingLine.Moved(before, after));
        }
        catch (OperationCanceledException)
        {
            return Failed(ErrorTable.ExitCode(ErrorReason.Cancelled), "stopped");
        }
        catch (Exception error) when (error is GpuCqaException or IOException or UnauthorizedAccessException)
        {
            return Failed(ErrorTable.ExitCode(ErrorTable.ReasonOf(error)), error.Message);
        }

        BatchOutcome Failed(int code, string said) => new(entry.Name, "failed", code, said, hash, before, []);
    }
}
