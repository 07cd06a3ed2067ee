using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.Results;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

public class PcaTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly PrimitiveCalls calls = new(service.Channel);

    [Fact]
    public async Task Pca_Counts_AreTheEnginesBits()
    {
        (string Path, byte[] Bytes)[] files = PrimitiveCalls.Tenx(PrimitiveCalls.Counts(400, 60, 4));
        string analysis = await calls.Succeed("bits", new AnalysisSpec { Pca = new PcaSpec { Dataset = await calls.Dataset("bits", files), Components = 6, VariableGenes = 30, Limits = new Api.V1.CellLimits { MinGenes = 15 } } });
        Assert.Equal(["cells", "components", "embedding", "genes", "loadings"], await calls.Names(analysis));

        using var folder = new TemporaryFolder();
        foreach ((string path, byte[] bytes) in files) File.WriteAllBytes(folder.File(path), bytes);
        using var device = new CpuDevice(1);
        ComponentResult expected = ComponentAnalysis.Run(
            new Workplace(device, folder.Path, StepProgress.None, CancellationToken.None), CellFiles.Open(folder.Path, new CellFileOptions()),
            new ComponentParameters { Components = 6, VariableGenes = 30, Limits = new Pipelines.Primitives.CellLimits { MinGenes = 15, MinCells = 3 } });
        ReceivedTable embedding = await calls.Table(analysis, "embedding"), loadings = await calls.Table(analysis, "loadings"), components = await calls.Table(analysis, "components"), genes = await calls.Table(analysis, "genes");
        Assert.Equal(6, embedding.Schema.Columns.Single().Width);
        Assert.Equal(expected.Embedding.Values, embedding.Matrix<float>("embedding").SelectMany(v => v));
        Assert.Equal(expected.Model.Loadings.Values, loadings.Matrix<double>("loadings").SelectMany(v => v));
        Assert.Equal(expected.Barcodes, (await calls.Table(analysis, "cells")).Column<string>("barcode"));
        Assert.Equal(expected.Model.StandardDeviations, components.Column<double>("standard_deviation"));
        Assert.InRange(components.Column<double>("variance_ratio").Sum(), 0.05, 1);
        Assert.Equal(expected.Selected.Select(g => expected.Genes.Ids[g]), genes.Column<string>("id").Zip(genes.Column<int>("rank")).Where(g => g.Second > 0).OrderBy(g => g.Second).Select(g => g.First));
        Assert.Equal(expected.Model.Genes.Select(g => expected.Genes.Names[g]), loadings.Column<string>("name"));
    }

    [Fact]
    public async Task Pca_WrongFields_AreRefusedAtOnce()
    {
        string dataset = await calls.Dataset("fields", PrimitiveCalls.Tenx(PrimitiveCalls.Counts(20, 8, 3)));
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.components", new PcaSpec { Dataset = dataset, Components = 0 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.min_cells", new PcaSpec { Dataset = dataset, MinCells = -1 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.limits.max_mito_percent", new PcaSpec { Dataset = dataset, Limits = new Api.V1.CellLimits { MaxMitoPercent = 101 } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.limits.mito_pattern", new PcaSpec { Dataset = dataset, Limits = new Api.V1.CellLimits { MitoPattern = "(" } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "exclude each other", new PcaSpec { Dataset = dataset, AllGenes = true, VariableGenes = 10 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.clip", new PcaSpec { Dataset = dataset, Unscaled = true, Clip = 3 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca.scale_factor", new PcaSpec { Dataset = dataset, ScaleFactor = double.NaN });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "pca.genes", new PcaSpec { Dataset = dataset, Genes = { "G1", "GX" } });
    }

    [Fact]
    public async Task Pca_NothingLeft_FailsAndSaysWhy()
    {
        string dataset = await calls.Dataset("nothing", PrimitiveCalls.Tenx(PrimitiveCalls.Counts(20, 30, 3)));
        Api.V1.Analysis ended = await calls.Run("nothing", new AnalysisSpec { Pca = new PcaSpec { Dataset = dataset, Limits = new Api.V1.CellLimits { MinCounts = 1e9 } } });
        Assert.Equal(Api.V1.Analysis.Types.State.Failed, ended.State);
        Assert.Equal((int)StatusCode.FailedPrecondition, ended.Error.Code);
        Assert.Contains("within the limits", ended.Error.Message, StringComparison.Ordinal);
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", () => calls.Table(ended.Name, "embedding"));
    }

    [SharedDataFact]
    public async Task Pca_Pbmc3k_EqualsSeurat()
    {
        string folder = SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19");
        string dataset = await calls.Dataset("pbmc3k", Directory.GetFiles(folder).Where(f => f.Contains(".mtx", StringComparison.Ordinal) || f.Contains(".tsv", StringComparison.Ordinal)).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))).ToArray());
        string analysis = await calls.Succeed("pbmc3k", new AnalysisSpec { Pca = new PcaSpec { Dataset = dataset, Limits = new Api.V1.CellLimits { MinGenes = 201, MaxGenes = 2_499, MaxMitoPercent = 4.999999 } } });
        double[] singular = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/pca_exact_singular_values.csv.gz")).Numbers("singular_value");
        double[] found = (await calls.Table(analysis, "components")).Column<double>("standard_deviation");
        for (int k = 0; k < 50; k++) Assert.Equal(singular[k], found[k] * Math.Sqrt(2_637), 1e-9 * singular[k]);
    }

    private async Task Refused(StatusCode code, string reason, string fragment, PcaSpec spec) =>
        Assert.Contains(fragment, await Refusal.Of(code, reason, () => calls.Create("refused", new AnalysisSpec { Pca = spec })), StringComparison.Ordinal);
}
