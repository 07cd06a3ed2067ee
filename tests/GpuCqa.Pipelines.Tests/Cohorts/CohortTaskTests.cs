using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Tests.References;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts;

public sealed class CohortTaskTests : IDisposable
{
    private readonly PlannedCohort planned = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Tasks_OfWorkersInAnyOrderAndTwice_FindTheBitsOfOneDiscovery(int workers)
    {
        CohortWork work = planned.Plan();
        var executor = new ShuffledExecutor(workers, new Random((int)(Seeds.OfThisRun[^1] % int.MaxValue)));
        executor.Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        Assert.Equal(planned.Whole(), executor.Found);
        Assert.Empty(Directory.GetFiles(work.Folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void Resume_OfWhatIsMissingTornOrForeign_RunsThatAlone()
    {
        CohortWork work = planned.Plan(), other = planned.Plan("other", SmallReference.Parameters with { Seed = 2 });
        new ShuffledExecutor(1, new Random(1)).Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        new ShuffledExecutor(1, new Random(1)).Submit(PlannedCohort.Submission(other), StepProgress.None, CancellationToken.None);
        foreach (string phase in CohortPhases.All.Skip(1)) File.Delete(work.FileOf(new CohortTask(phase, null)));
        File.Delete(work.FileOf(new CohortTask(CohortPhases.Filter, 3)));
        string torn = work.FileOf(new CohortTask(CohortPhases.Moments, 0)), foreign = work.FileOf(new CohortTask(CohortPhases.Gram, 0));
        File.WriteAllBytes(torn, File.ReadAllBytes(torn)[..^5]);
        File.Copy(other.FileOf(new CohortTask(CohortPhases.Gram, 0)), foreign, overwrite: true);

        BadDataException refused = Assert.Throws<BadDataException>(() => Merge(work, CohortPhases.Gram));
        Assert.Equal(foreign, refused.File);
        Assert.Equal(torn, Assert.Throws<BadDataException>(() => Merge(work, CohortPhases.Moments)).File);
        Assert.Contains("3", Assert.Throws<PreconditionException>(() => Merge(work, CohortPhases.Filter)).Message, StringComparison.Ordinal);

        var again = new ShuffledExecutor(1, new Random(1));
        again.Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        Assert.Equal([new CohortTask(CohortPhases.Filter, 3), new CohortTask(CohortPhases.Moments, 0), new CohortTask(CohortPhases.Gram, 0)], again.Ran.Where(t => t.Shard is not null));
        Assert.Equal(planned.Whole(), again.Found);
    }

    [Fact]
    public void Resume_OfCellsThatAreTorn_MakesThemAgain()
    {
        CohortWork work = planned.Plan();
        new ShuffledExecutor(1, new Random(1)).Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        string cells = work.CellsFile(new CohortTask(CohortPhases.Moments, 0));
        byte[] whole = File.ReadAllBytes(cells);
        File.WriteAllBytes(cells, whole[..^1]);
        File.Delete(work.CellsFile(new CohortTask(CohortPhases.Read, 5)));
        var again = new ShuffledExecutor(1, new Random(1));
        again.Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        Assert.Equal([new CohortTask(CohortPhases.Read, 5), new CohortTask(CohortPhases.Moments, 0)], again.Ran);
        Assert.Equal(whole, File.ReadAllBytes(cells));
        Assert.Equal(planned.Whole(), again.Found);
    }

    [Fact]
    public void Task_OfAFileThatWasChangedSince_IsRefusedByName()
    {
        CohortWork work = planned.Plan();
        string file = Path.Combine(planned.Cohort.LotFolder(2), "barcodes.tsv.gz");
        File.Copy(Path.Combine(planned.Cohort.LotFolder(1), "barcodes.tsv.gz"), file, overwrite: true);
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        using var tasks = new CohortTasks(work, device, StepProgress.None, CancellationToken.None);
        Assert.True(tasks.RunShard(CohortPhases.Read, 1));
        Assert.Equal(file, Assert.Throws<BadDataException>(() => tasks.RunShard(CohortPhases.Read, 2)).File);
        Assert.False(work.Has(new CohortTask(CohortPhases.Read, 2)));
    }

    [Fact]
    public void Verify_OfACellsFileWithAnotherByte_SaysSo()
    {
        CohortWork work = planned.Plan();
        new ShuffledExecutor(1, new Random(1)).Submit(PlannedCohort.Submission(work), StepProgress.None, CancellationToken.None);
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        using var tasks = new CohortTasks(work, device, StepProgress.None, CancellationToken.None);
        foreach (CohortTask task in work.Done().Where(t => t.Shard is not null)) Assert.Null(tasks.Verify(task.Phase, task.Shard!.Value, planned.File("scratch")));

        string cells = work.CellsFile(new CohortTask(CohortPhases.Moments, 0));
        byte[] bytes = File.ReadAllBytes(cells);
        bytes[^3] ^= 1;
        File.WriteAllBytes(cells, bytes);
        Assert.Equal(cells, Assert.Throws<BadDataException>(() => tasks.Verify(CohortPhases.Gram, 0, planned.File("scratch"))).File);
    }

    [Fact]
    public void Status_ReadsFilesAlone()
    {
        CohortWork work = planned.Plan();
        Assert.All(CohortStatus.Of(work).Phases, p => Assert.Equal((0, null), (p.Done, p.Merged)));
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        using var tasks = new CohortTasks(work, device, StepProgress.None, CancellationToken.None);
        tasks.RunShard(CohortPhases.Read, 4);
        tasks.RunShard(CohortPhases.Read, 1);
        PhaseStatus read = CohortStatus.Of(work).Phases[0];
        Assert.Equal((6, 2, null), (read.Tasks, read.Done, read.Merged));
        Assert.Equal([0, 2, 3, 5], work.Missing(CohortPhases.Read));
    }

    public void Dispose() => planned.Dispose();

    private static void Merge(CohortWork work, string phase)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        using var tasks = new CohortTasks(work, device, StepProgress.None, CancellationToken.None);
        tasks.Merge(phase);
    }
}
