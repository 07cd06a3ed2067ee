using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Tests.References;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts;

public sealed class CohortPlanTests : IDisposable
{
    private readonly PlannedCohort planned = new();

    [Fact]
    public void Plan_ReadBack_IsTheSameToTheByte()
    {
        CohortWork work = planned.Plan();
        string file = Path.Combine(work.Folder, CohortPlan.FileName), text = File.ReadAllText(file);
        Assert.Equal(text, work.Plan.Text());
        Assert.Equal(CohortPlan.HashOf(text), work.Hash);
        Assert.Equal(6, work.Plan.Shards.Count);
        Assert.Equal(work.Plan.Shards.Count, work.Plan.Shards.Select(s => s.Sha256).Distinct().Count());
        Assert.Equal(19, work.Plan.Inputs.Count);
        Assert.Equal(CohortPhases.All, work.Plan.Phases.Select(p => p.Name));
    }

    [Fact]
    public void Plan_OfTheSameQuestion_IsFound_AndOfAnotherRefused()
    {
        CohortWork work = planned.Plan();
        Assert.Equal(work.Hash, planned.Plan().Hash);
        Assert.Throws<PreconditionException>(() => planned.Plan(parameters: SmallReference.Parameters with { Seed = 9 }));
    }

    [Theory]
    [InlineData(8192, 1)]
    [InlineData(16383, 1)]
    [InlineData(16384, 2)]
    [InlineData(100_000, 8)]
    [InlineData(40, 1)]
    public void ShardBlocks_OfCells_ArePowersOfTwo(int cells, int blocks) => Assert.Equal(blocks, CohortPlanner.ShardBlocks(cells));

    [Theory]
    [InlineData("3")]
    [InlineData("0-4,7")]
    [InlineData("1,3,5-9")]
    public void Ranges_OfNumbers_AreReadBack(string text) => Assert.Equal(text, CohortProgram.Ranges(CohortProgram.Numbers(text)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("4-2")]
    [InlineData("-1")]
    public void Ranges_ThatAreNone_AreRefused(string text) => Assert.Throws<InvalidParameterException>(() => CohortProgram.Numbers(text));

    [Fact]
    public void Sample_IsOfDifferentTasksInOrder()
    {
        CohortTask[] all = [.. Enumerable.Range(0, 20).Select(i => new CohortTask("gram", i))], drawn = CohortSample.Draw(all, 7, 3);
        Assert.Equal(7, drawn.Distinct().Count());
        Assert.Equal(drawn.OrderBy(t => t.Shard), drawn);
        Assert.Equal(all, CohortSample.Draw(all, 50, 3));
    }

    [Fact]
    public void Findings_ThatMoved_AreNamed()
    {
        FindingLine[] before = [new("vegf", "cluster 3 at 0.5", 0.98, 0.001), new("il6", "cluster 1 at 0.8", 0.9, 0.02)], after = [before[0], before[1] with { PFamily = 0.03 }];
        Assert.Equal(["il6: cluster 1 at 0.8, rho 0.9, p 0.02 -> il6: cluster 1 at 0.8, rho 0.9, p 0.03"], FindingLine.Moved(before, after));
        Assert.Empty(FindingLine.Moved([], after));
    }

    public void Dispose() => planned.Dispose();
}
