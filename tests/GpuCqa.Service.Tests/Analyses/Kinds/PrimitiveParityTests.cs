using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Devices;
using GpuCqa.Testing;
using Xunit;
using CellLimits = GpuCqa.Pipelines.Primitives.CellLimits;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

/// <summary>Primitives through the kernels of a device with memory of its own, simulated, against the scalar reference.</summary>
public sealed class PrimitiveParityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ComputeDevice gpu = new DeviceFamilies().Open("simulator", null), reference = new ReferenceDevice();
    private readonly float[][] counts = PrimitiveCalls.Counts(150, 45, 61);

    [Fact]
    public void Components_OnTheDevice_AreTheReferences()
    {
        var parameters = new ComponentParameters { Components = 4, VariableGenes = 25 };
        ComponentResult expected = ComponentAnalysis.Run(Work(reference), Source(), parameters), found = ComponentAnalysis.Run(Work(gpu), Source(), parameters);
        Assert.Equal(expected.Selected, found.Selected);
        Close(expected.Model.StandardDeviations, found.Model.StandardDeviations, 1e-9);
        Close(expected.Embedding.Values.Select(v => (double)v), found.Embedding.Values.Select(v => (double)v), 1e-4);
    }

    [Fact]
    public void Values_OnTheDevice_AreTheReferences()
    {
        NormalizedBlock expected = Normalizer.Run(Work(reference), Source(), new NormalizeParameters()).Single(), found = Normalizer.Run(Work(gpu), Source(), new NormalizeParameters()).Single();
        Assert.Equal(expected.Totals, found.Totals);
        Assert.Equal(expected.Values.ColumnIndices, found.Values.ColumnIndices);
        Close(expected.Values.Values, found.Values.Values, 1e-14);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(60)]
    public void Neighbors_OnTheDevice_AreTheReferences(int wholeCells)
    {
        var points = new DenseMatrix<float>(150, 6, counts.SelectMany(r => r.Take(6).Select((v, i) => v + (0.1f * r[6 + i]))).ToArray());
        int[] Indices(ComputeDevice device) => NeighborAnalysis.Search(Work(device), points, 5, DistanceMetric.Euclidean, wholeCells).SelectMany(p => p.Table.Indices).ToArray();
        Assert.Equal(Indices(reference), Indices(gpu));
    }

    [Theory]
    [InlineData(CorrelationKind.Pearson)]
    [InlineData(CorrelationKind.Spearman)]
    public void Correlations_OnTheDevice_AreTheReferences(CorrelationKind kind)
    {
        double[] Rows(ComputeDevice device)
        {
            using DatasetCells cells = DatasetReader.Read(Work(device), Source(), new CellLimits(), CellModality.Counts, new DiscoverParameters { Readouts = [] });
            return new ColumnCorrelation(Work(device), cells.Store, 10_000, kind, 1_000).Rows([0, 3, 9, 11], [1, 2, 30]).SelectMany(m => m.Values).ToArray();
        }

        Close(Rows(reference), Rows(gpu), 1e-12);
    }

    [Fact]
    public void Lots_OnTheDevice_AreTheReferences()
    {
        LotColumns Of(ComputeDevice device)
        {
            var lot = new LotInput(new Lot("a", null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []);
            return LotColumnReader.Read(Work(device), new CohortInput([lot], [new CellInput(Source(), 0)]), [], new CellLimits { MinGenes = 10 }, LotSummary.Mean, 10_000);
        }

        Close(Of(reference).Values.Values, Of(gpu).Values.Values, 1e-12);
    }

    public void Dispose()
    {
        gpu.Dispose();
        reference.Dispose();
        folder.Dispose();
    }

    private Workplace Work(ComputeDevice device) => new(device, folder.Path, StepProgress.None, CancellationToken.None);

    private MemoryCells Source() => new("memory", Enumerable.Range(0, counts[0].Length).Select(g => $"gene{g}").ToArray(), counts);

    private static void Close(IEnumerable<double> expected, IEnumerable<double> found, double tolerance)
    {
        foreach ((double e, double f) in expected.Zip(found, (e, f) => (e, f))) Assert.Equal(e, f, tolerance * Math.Max(1, Math.Abs(e)));
    }
}
