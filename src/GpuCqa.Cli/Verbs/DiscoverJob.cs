using System.Globalization;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Statistics;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Verbs;

/// <summary>One discovery from a cohort sheet to a result folder; <c>discover</c> and <c>demo</c> run it.</summary>
public sealed class DiscoverJob
{
    /// <summary>Cohort sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Parameters.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How cell files are read.</summary>
    public CellFileOptions Files { get; init; } = new();

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Language that the report opens with.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>Replace an existing folder.</summary>
    public bool Force { get; init; }

    /// <summary>No progress.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print summary.json on stdout.</summary>
    public bool Json { get; init; }

    /// <summary>Runs the job.</summary>
    public DiscoveryResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        H5adWriter.Check();
        Cohort cohort = CohortSheet.Read(Sheet, sharedFile: LotColumn is not null);
        var progress = new ConsoleProgress(Quiet);
        (IReadOnlyList<LotInput> lots, string? dropped) = TrainLots(cohort);
        double[][] readouts = Enumerable.Range(0, Parameters.Readouts.Count).Select(i => lots.Select(l => l.Readouts[i]).ToArray()).ToArray();
        DesignStatement design = DesignCheck.Check(Parameters.Readouts, readouts, Parameters.Alpha, AssociationSearch.Options(Parameters));
        if (!Quiet) Console.Error.WriteLine(design.Sentence);
        if (dropped is not null) progress.Note(dropped);
        string[] early = [.. progress.Notes];

        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        var (result, inputs) = progress.Show(() =>
        {
            CohortInput input = Open(cohort, lots, progress);
            DiscoveryResult found = Discoverer.Run(device, input, design, Parameters, progress, cancellation);
            found = found with { Notes = [.. early, .. found.Notes] };
            return (found, InputFiles.Hash(Sheet, lots.Select(l => l.Lot).ToArray(), progress, cancellation));
        });
        var record = ProvenanceRecord.Of(started, inputs, device, progress.Times);
        progress.Show(() => WriteResult(result, record, progress, cancellation));

        if (Json) Console.Out.Write(File.ReadAllText(Path.Combine(Output, SummaryJson.FileName)));
        else if (!Quiet) Tell(result);
        return result;
    }

    private bool WriteResult(DiscoveryResult result, Provenance record, ConsoleProgress progress, CancellationToken cancellation)
    {
        progress.Begin("write results", 0);
        ResultFolder.Write(
            Output, Force,
            folder =>
            {
                ResultH5ad.Write(Path.Combine(folder, ResultH5ad.FileName), result, cancellation);
                ResultFiles.Write(folder, result, record, Language, cancellation);
            },
            cancellation);
        progress.End();
        return true;
    }

    private static void Tell(DiscoveryResult result)
    {
        Console.Error.WriteLine();
        Console.Error.WriteLine(FindingText.Sentence(result));
    }

    internal (IReadOnlyList<LotInput> Lots, string? Dropped) TrainLots(Cohort cohort)
    {
        var columns = Parameters.Readouts.Select(r => CohortSheet.Readout(cohort, r)).ToArray();
        var lots = new List<LotInput>();
        var without = new List<string>();
        for (int l = 0; l < cohort.Lots.Count; l++)
        {
            if (cohort.Lots[l].Role != Lot.TrainRole) continue;
            double[] values = columns.Select(c => c[l]).ToArray();
            if (values.Any(double.IsNaN)) without.Add(cohort.Lots[l].Name);
            else lots.Add(new LotInput(cohort.Lots[l], values));
        }

        if (lots.Count == 0) throw new PreconditionException($"{Sheet}: no lot has the role 'train' and a value of {string.Join(", ", Parameters.Readouts)}.");
        string? dropped = without.Count == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{without.Count} train lots have no value of a readout and are left out: {string.Join(", ", without)}.");
        return (lots, dropped);
    }

    internal CohortInput Open(Cohort cohort, IReadOnlyList<LotInput> lots, ConsoleProgress progress)
    {
        CellFileOptions options = Files with { Note = progress.Note, GroupColumn = LotColumn };
        if (LotColumn is null)
        {
            if (lots.FirstOrDefault(l => l.Lot.Path is null) is { } pathless)
                throw new InvalidParameterException($"{cohort.SheetPath}: lot '{pathless.Lot.Name}' has no path. Give it one, or name the per-cell column of lots with --lot-column.");
            return new CohortInput(lots, lots.Select((l, i) => new CellInput(CellFiles.Open(l.Lot.Path!, options), i)).ToArray());
        }

        string[] paths = lots.Select(l => l.Lot.Path).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (paths.Length == 0) throw new InvalidParameterException($"{cohort.SheetPath}: --lot-column needs a file of cells in the path of at least one lot.");
        return new CohortInput(lots, paths.Select(p => new CellInput(CellFiles.Open(p, options), -1)).ToArray());
    }
}
