using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>The reference that the 11 train lots of planted_lots give, and mappings onto it.</summary>
public sealed class PlantedLots : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, MapResult> mapped = new(StringComparer.Ordinal);

    public PlantedLots()
    {
        if (SharedData.Root is null) return;
        using ComputeDevice device = ComputeDevices.Open("cpu", null);
        DiscoveryResult found = new DiscoveryPipeline(CohortSheet.Read(Sheet), new DiscoverParameters { Readouts = ["vegf_pg_ml"] }, null, new CellFileOptions()).Run(device, StepProgress.None, CancellationToken.None);
        ReferenceFolder.Write(Reference, found.Reference!);
    }

    public static string Sheet => SharedData.Path("planted_lots/cohort.csv");

    public string Reference => Path.Combine(folder.Path, "reference");

    /// <summary>True share of NK cells in each lot.</summary>
    public static IReadOnlyDictionary<string, double> Truth { get; } = ReadTruth();

    /// <summary>Maps lots; each mapping is made once.</summary>
    public MapResult Map(string method, params string[] roles)
    {
        string key = $"{method}/{string.Join(',', roles)}";
        if (!mapped.TryGetValue(key, out MapResult? result))
        {
            using ComputeDevice device = ComputeDevices.Open("cpu", null);
            var request = new MapRequest { Cohort = CohortSheet.Read(Sheet), Reference = Reference, Parameters = new MapParameters { Method = method, Roles = roles } };
            mapped[key] = result = new MapPipeline(request).Run(device, StepProgress.None, CancellationToken.None);
        }

        return result;
    }

    public void Dispose() => folder.Dispose();

    private static Dictionary<string, double> ReadTruth()
    {
        if (SharedData.Root is null) return [];
        GzipCsv truth = GzipCsv.Read(SharedData.Path("planted_lots/truth_fractions.csv"));
        return truth.Text("lot").Zip(truth.Text("NK cells"), (lot, share) => (lot, share)).ToDictionary(t => t.lot, t => double.Parse(t.share, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
