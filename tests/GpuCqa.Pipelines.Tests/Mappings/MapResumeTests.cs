using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Pipelines.Tests.Steps;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>A mapping that is stopped goes on after the lots that are done; the memory that it may take is looked at before a cell is read.</summary>
public sealed class MapResumeTests(SimulatedLots lots) : IClassFixture<SimulatedLots>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Mapping_StoppedBetweenLots_GoesOnToTheSameResult()
    {
        MapParameters parameters = SimulatedLots.Anchors with { KeepAnchors = true };
        var undisturbed = new Stopper();
        string whole = Of(Run(parameters, undisturbed, resume: false));
        // Events before the cells of the fifth lot are read: limits and four lots are kept by then.
        Assert.Throws<OperationCanceledException>(() => Run(parameters, new Stopper(undisturbed.Events - 6), resume: false));
        var again = new Stopper();
        Assert.Equal(whole, Of(Run(parameters, again, resume: true)));
        Assert.Contains("limits", again.Resumes);
        Assert.Contains("lot 4", again.Resumes);
        Assert.InRange(again.Resumes.Count(r => r.StartsWith("lot ", StringComparison.Ordinal)), 2, 6);
        Assert.Equal(undisturbed.Notes, again.Notes);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        var other = new Stopper();
        Run(parameters with { KWeight = 19 }, other, resume: true);
        Assert.Empty(other.Resumes);
    }

    [Fact]
    public void Memory_BelowWhatTheLargestLotNeeds_IsRefusedWithTheFigure()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        MapPipeline pipeline = Pipeline(SimulatedLots.Symphony);
        MapSize size = pipeline.Size(_ => { }, CancellationToken.None);
        Assert.True(size.Query.Cells < size.All.Cells / 3, $"{size.Query.Cells} of {size.All.Cells}");
        MapNeed need = pipeline.Need(size, null);
        var refused = Assert.Throws<PreconditionException>(() => pipeline.Run(device, StepProgress.None, CancellationToken.None, need.HostBytes - 1));
        Assert.Contains("--memory allows", refused.Message, StringComparison.Ordinal);
        Assert.Equal(7, pipeline.Run(device, StepProgress.None, CancellationToken.None, need.HostBytes).Lots.Count);
    }

    private MapPipeline Pipeline(MapParameters parameters) => new(new MapRequest { Cohort = CohortSheet.Read(lots.Sheet), Reference = lots.Reference, Parameters = parameters });

    private MapResult Run(MapParameters parameters, StepProgress progress, bool resume)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        MapPipeline pipeline = Pipeline(parameters);
        var inputs = new InputSnapshot(InputFiles.OfSheet(lots.Sheet, pipeline.ReadLots));
        using var steps = new StepStore(new StepOptions(folder.Path) { KeepAfter = TimeSpan.Zero, Resume = resume, Asked = true }, () => [.. inputs.Hash(StepProgress.None, CancellationToken.None).Select(i => (i.Label, i.Sha256))], inputs.Require);
        MapResult result = pipeline.Run(device, progress, CancellationToken.None, null, steps);
        steps.Done();
        return result;
    }

    // Every cell, share, test and anchor.
    private static string Of(MapResult result) => string.Join(
        '\n',
        [
            .. Enumerable.Range(0, result.Cells.Count).Select(c => FormattableString.Invariant($"{result.Cells.Lots[c]} {result.Cells.Barcodes[c]} {string.Join(',', result.Cells.Labels.Select(l => l[c]))} {result.Cells.Verdicts[c]} {result.Cells.Scores[c]:R} {result.Cells.Margins[c]:R} {result.Cells.Distances[c]:R} {string.Join(',', result.Cells.Layout.Row(c).ToArray())}")),
            .. result.Lots.Select(l => FormattableString.Invariant($"{l.Lot.Name} {l.Set} {l.NotInReference} {l.Uncertain} {l.Unmapped.Low:R} {l.ForeignBy}")),
            .. result.Replication.Tests.Select(t => FormattableString.Invariant($"{t.Set} {t.Rho:R} {t.P:R} {t.Verdict}")),
            .. result.MarkerHigh.SelectMany(h => h?.Shares ?? []).Select(s => FormattableString.Invariant($"{s.Lot} {s.Share:R}")),
            .. result.Anchors.SelectMany(a => a).Select(a => FormattableString.Invariant($"{a.Reference} {a.Query} {a.Score:R}")), .. result.Warnings, .. result.Notes,
        ]);
}
