using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Service.References;
using GpuCqa.Service.References.Labels;
using GpuCqa.Service.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.References;

/// <summary>Which references stay in memory.</summary>
public class LoadedReferencesTests(RunningService service) : IClassFixture<RunningService>
{
    private const long Limit = 10L << 20;

    [Fact]
    public async Task Loaded_MoreThanFit_ThoseUsedLastStay()
    {
        var labellers = new Labellers();
        LoadedReferences loaded = Loaded(labellers);
        foreach (string name in new[] { "4a", "4b", "4a", "4c" }) await loaded.Get(name, CancellationToken.None);
        Assert.Equal(["4a", "4c"], loaded.Loaded);
        Assert.Equal(8L << 20, loaded.Bytes);
        Assert.Equal(["4a", "4b", "4c"], labellers.Loads);
        ILoadedReference again = await loaded.Get("4b", CancellationToken.None);
        Assert.Same(again, await loaded.Get("4b", CancellationToken.None));
        Assert.Equal(["4c", "4b"], loaded.Loaded);
        loaded.Drop("4b");
        Assert.Equal(["4c"], loaded.Loaded);
    }

    [Fact]
    public async Task Loaded_LargerThanEstimated_MakesRoom()
    {
        var labellers = new Labellers { Grows = 3 };
        LoadedReferences loaded = Loaded(labellers);
        await loaded.Get("2a", CancellationToken.None);
        await loaded.Get("2b", CancellationToken.None);
        Assert.Equal(["2b"], loaded.Loaded);
        // More than all may have, and not known before: it answers this call, and goes.
        Assert.NotNull(await loaded.Get("5c", CancellationToken.None));
        Assert.Empty(loaded.Loaded);
        Assert.Equal(0, loaded.Bytes);
    }

    [Fact]
    public async Task Get_LargerThanAllMayBe_IsRefusedUnread()
    {
        var labellers = new Labellers();
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => Loaded(labellers).Get("11", CancellationToken.None));
        Assert.Equal(("loaded_references", ErrorReason.Exhausted), (refused.Limit?.Name, refused.Reason));
        Assert.Empty(labellers.Loads);
    }

    [Fact]
    public async Task Get_ByManyAtOnce_IsLoadedOnceAndOutlivesWhoCameFirst()
    {
        using var gate = new ManualResetEventSlim();
        var labellers = new Labellers { Loading = _ => gate.Wait() };
        LoadedReferences loaded = Loaded(labellers);
        using var first = new CancellationTokenSource();
        Task<ILoadedReference> gone = loaded.Get("1", first.Token);
        Task<ILoadedReference>[] others = [.. Enumerable.Range(0, 8).Select(_ => loaded.Get("1", CancellationToken.None))];
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.Set();
        Assert.Single((await Task.WhenAll(others)).Distinct());
        Assert.Equal(["1"], labellers.Loads);
    }

    [Fact]
    public async Task Get_AfterAFailure_TriesAgain()
    {
        int tries = 0;
        var labellers = new Labellers { Loading = _ => { if (tries++ == 0) throw new BadDataException("genes.csv", null, "was changed."); } };
        LoadedReferences loaded = Loaded(labellers);
        await Assert.ThrowsAsync<BadDataException>(() => loaded.Get("1", CancellationToken.None));
        Assert.Empty(loaded.Loaded);
        Assert.NotNull(await loaded.Get("1", CancellationToken.None));
    }

    private LoadedReferences Loaded(Labellers labellers) => new(service.App.Services.GetRequiredService<ReferenceStore>(), labellers, new ReferenceOptions { LoadedBytes = Limit });

    /// <summary>References whose names begin with their size in MiB.</summary>
    private sealed class Labellers : ICellLabellers
    {
        public List<string> Loads { get; } = [];

        public long Grows { get; init; } = 1;

        public Action<string> Loading { get; init; } = _ => { };

        public long Estimate(string folder) => Size(Name(folder));

        public ILoadedReference Load(string folder, CancellationToken cancellation)
        {
            lock (Loads) Loads.Add(Name(folder));
            Loading(folder);
            return new Labeller(Grows * Size(Name(folder)));
        }

        private static string Name(string folder) => Path.GetFileName(Path.GetDirectoryName(folder))!;

        private static long Size(string name) => long.Parse(name.TrimEnd('a', 'b', 'c'), System.Globalization.CultureInfo.InvariantCulture) << 20;
    }

    private sealed class Labeller(long bytes) : ILoadedReference
    {
        public long Bytes => bytes;

        public FeatureTable Genes => throw new NotSupportedException();

        public CellModality Modality => throw new NotSupportedException();

        public IReadOnlyList<double> Resolutions => throw new NotSupportedException();

        public Calibration Calibration => throw new NotSupportedException();

        public (LabelTransfer Transfer, Judgement Judgement) Label(CsrMatrix<float> cells, bool[] measured, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
