using System.Security.Cryptography;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Pipelines.Tests.References;
using GpuCqa.Statistics;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Steps;

/// <summary>Runs of one discovery of the small cohort whose steps are kept, and every bit of what they find.</summary>
internal sealed class SmallRuns : IDisposable
{
    /// <summary>Steps of the discovery that are kept.</summary>
    public static readonly string[] Steps =
        ["cells", "variable genes", "principal components", "alignment of lots", "neighbours", "clusters", "markers", "layout", "associations", "extents", "reference: cells left out", "reference: limits"];

    private readonly TemporaryFolder folder = new();

    public SmallCohort Cohort { get; } = new();

    /// <summary>Where steps are kept.</summary>
    public string Parent => folder.File("kept");

    public StepOptions Kept => new(Parent) { KeepAfter = TimeSpan.Zero, Resume = true, Asked = true };

    /// <summary>Files of the steps that are kept now.</summary>
    public string[] Files => Directory.Exists(Parent) ? [.. Directory.GetFiles(Parent, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))] : [];

    /// <summary>Whatever lies where steps are kept.</summary>
    public string[] Left => Directory.Exists(Parent) ? Directory.GetFileSystemEntries(Parent) : [];

    /// <summary>Runs to the end, or until the progress stops it.</summary>
    /// <returns>Hash of all that was found.</returns>
    public string Run(StepOptions? options, StepProgress progress, DiscoverParameters? parameters = null, int threads = 1, Action<StepStore>? during = null)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        using var room = new JobRoom(scratch: folder.File("scratch"));
        var pipeline = new DiscoveryPipeline(CohortSheet.Read(Cohort.Sheet), parameters ?? SmallReference.Parameters, null, new CellFileOptions());
        var inputs = new InputSnapshot(InputFiles.OfSheet(Cohort.Sheet, pipeline.Lots));
        using StepStore? steps = options is null ? null : new StepStore(options, () => [.. inputs.Hash(StepProgress.None, CancellationToken.None).Select(i => (i.Label, i.Sha256))], inputs.Require);
        DiscoveryResult found = pipeline.Run(device, progress, CancellationToken.None, room, steps);
        if (steps is not null) during?.Invoke(steps);
        string hash = Hash(found);
        steps?.Done();
        return hash;
    }

    /// <summary>Runs until the progress stops it.</summary>
    public void Stopped(StepOptions options, Stopper stopper, int threads = 1)
    {
        try
        {
            Run(options, stopper, threads: threads);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new InvalidOperationException($"It was not stopped within {stopper.Events} events.");
    }

    public void Dispose()
    {
        Cohort.Dispose();
        folder.Dispose();
    }

    // Every bit that a step can be made of, the cells' values included.
    internal static string Hash(DiscoveryResult found)
    {
        using var bytes = new MemoryStream();
        new StepWriter(bytes).Write(typeof(Everything), new Everything(found.Map, found.Tests.Associations, found.Tests.Stability, found.Tests.Extents, found.Reference!.ClusterSums, found.Reference.Hypotheses, found.Reference.Calibration, found.Reference.StoredValues.Whole(), found.Warnings, found.Notes));
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    private sealed record Everything(
        PopulationMap Map, IReadOnlyList<Association> Associations, StabilityFindings? Stability, IReadOnlyList<FindingExtent> Extents, IReadOnlyList<DenseMatrix<double>> ClusterSums, IReadOnlyList<LockedHypothesis> Hypotheses, Calibration Calibration, CsrMatrix<float> Values, IReadOnlyList<string> Warnings, IReadOnlyList<string> Notes);
}
