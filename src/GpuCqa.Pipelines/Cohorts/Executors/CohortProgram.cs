using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>How this program is started by whoever runs tasks, and the command lines of tasks.</summary>
/// <param name="Command">What starts it: an executable, or dotnet and the program's file.</param>
public sealed record CohortProgram(IReadOnlyList<string> Command)
{
    /// <summary>The program that is running.</summary>
    public static CohortProgram Own()
    {
        string started = Environment.ProcessPath ?? "gpucqa";
        return new(Path.GetFileNameWithoutExtension(started) == "dotnet" ? [started, Path.Combine(AppContext.BaseDirectory, "gpucqa.dll")] : [started]);
    }

    /// <summary>Numbers as one word, runs as first-last: 0-4,7.</summary>
    public static string Ranges(IEnumerable<int> numbers)
    {
        var words = new List<string>();
        int[] all = [.. numbers.Order().Distinct()];
        for (int first = 0, end; first < all.Length; first = end)
        {
            for (end = first + 1; end < all.Length && all[end] == all[end - 1] + 1;) end++;
            words.Add(end - first == 1 ? string.Create(CultureInfo.InvariantCulture, $"{all[first]}") : string.Create(CultureInfo.InvariantCulture, $"{all[first]}-{all[end - 1]}"));
        }

        return string.Join(',', words);
    }

    /// <summary>Reads what <see cref="Ranges"/> writes.</summary>
    /// <exception cref="InvalidParameterException">It is none.</exception>
    public static IReadOnlyList<int> Numbers(string ranges)
    {
        var numbers = new List<int>();
        foreach (string word in ranges.Split(',', StringSplitOptions.TrimEntries))
        {
            int dash = word.IndexOf('-', StringComparison.Ordinal);
            string from = dash < 0 ? word : word[..dash], to = dash < 0 ? word : word[(dash + 1)..];
            if (!int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out int first) || !int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last < first)
                throw new InvalidParameterException($"--shard is '{ranges}'; expected numbers such as 0-4,7.");
            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return numbers;
    }

    /// <summary>Command line of some tasks of a phase.</summary>
    public IReadOnlyList<string> Shards(CohortSubmission submission, string phase, IEnumerable<int> shards) => [.. Command, "cohort", "run-shard", "--work", submission.Work.Folder, "--phase", phase, "--shard", Ranges(shards), .. submission.TaskOptions()];

    /// <summary>Command line of a merge.</summary>
    public IReadOnlyList<string> Merge(CohortSubmission submission, string phase) => [.. Command, "cohort", "merge", "--work", submission.Work.Folder, "--phase", phase, .. submission.TaskOptions()];

    /// <summary>Command line of the end: from the merged files to the result folder.</summary>
    public IReadOnlyList<string> Finish(CohortSubmission submission) =>
        [.. Command, "cohort", "finish", "--work", submission.Work.Folder, "--out", submission.Output, .. submission.TaskOptions(), .. submission.Force ? (string[])["--force"] : [], "--lang", submission.Language];
}
