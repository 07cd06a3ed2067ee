using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Reference;

/// <summary>pbmc3k as Seurat's tutorial filters it: 13,714 genes in 3 or more cells, 2,638 cells with 201..2499 genes and under 5 % mitochondrial counts.</summary>
public static class Pbmc3k
{
    private static readonly Lazy<CohortCells> Loaded = new(Load);

    public static ComputeDevice Device { get; } = ComputeDevices.Open("cpu", null);

    public static CohortCells Cohort => Loaded.Value;

    public static DiscoverParameters Parameters { get; } = new()
    {
        Readouts = [],
        MinGenes = 201,
        MaxGenes = 2_499,
        MinCounts = 1,
        MaxMitoPercent = 4.999999,
        MinCells = 3,
        Dimensions = 10,
        Align = "none",
    };

    public static CohortInput Input()
    {
        var lot = new Lot("pbmc3k", SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19"), Lot.TrainRole, null, null, null, null, new Dictionary<string, string>());
        return new CohortInput([new LotInput(lot, [])], [new CellInput(CellFiles.Open(lot.Path!, new CellFileOptions()), 0)]);
    }

    private static CohortCells Load() => CohortReader.Read(Device, Input(), Parameters, StepProgress.None, CancellationToken.None);
}
