using Google.Protobuf.WellKnownTypes;
using GpuCqa.Service.Analyses;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class JobTurnTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private long ordinal;

    [Fact]
    public void DeviceMemory_OfOneDevice_IsSharedByItsJobsOnly()
    {
        var options = new JobOptions { MaxRunning = 4 };
        JobPlan[] running = [new JobPlan(new JobNeed(10, 60), "cuda:0", 100)];
        Job beside = Make("p", need: new JobPlan(new JobNeed(10, 50), "cuda:0", 100)), elsewhere = Make("p", need: new JobPlan(new JobNeed(10, 50), "cuda:1", 100));
        (Job? next, IReadOnlyList<Job> passed) = JobTurn.Next([beside, elsewhere], running, options, 1000);
        Assert.Same(elsewhere, next);
        Assert.Equal([beside], passed);
        Assert.Same(beside, JobTurn.Next([beside, elsewhere], [], options, 1000).Next);
        Assert.Null(JobTurn.Next([beside], [.. Enumerable.Repeat(running[0] with { Device = "cuda:2" }, 4)], options, 1000).Next);
    }

    [Fact]
    public void PassedOver_TooOften_LetsNobodyBy()
    {
        var options = new JobOptions { MaxRunning = 4, MaxPassedOver = 3 };
        JobPlan[] running = [new JobPlan(new JobNeed(60, 0), "cpu", 0)];
        Job large = Make("p", need: new JobPlan(new JobNeed(50, 0), "cpu", 0)), small = Make("p", need: new JobPlan(new JobNeed(1, 0), "cpu", 0)), unknown = Make("p", need: null);
        large.PassedOver = 2;
        Assert.Same(small, JobTurn.Next([unknown, large, small], running, options, 100).Next);
        large.PassedOver = 3;
        Assert.Null(JobTurn.Next([unknown, large, small], running, options, 100).Next);
        Assert.Same(large, JobTurn.Next([unknown, large, small], [], options, 100).Next);
    }

    [Fact]
    public void Order_OfProjects_IsByWhatTheyUsedLessWhatTheyWaited()
    {
        Job rich1 = Make("rich"), rich2 = Make("rich"), fair1 = Make("fair"), fair2 = Make("fair", priority: 9), poor = Make("poor");
        var use = new Dictionary<string, double> { ["rich"] = 600, ["fair"] = 90, ["poor"] = 0 };
        IReadOnlyList<Job> order = JobTurn.Order([rich1, rich2, fair1, fair2, poor], p => use[p], _ => null, Noon);
        Assert.Equal([poor, fair2, fair1, rich1, rich2], order);
        // Eleven minutes without a turn weigh more than ten minutes of computing.
        order = JobTurn.Order([rich1, rich2, fair1, fair2, poor], p => use[p], p => p == "rich" ? null : Noon.AddMinutes(11), Noon.AddMinutes(11));
        Assert.Equal(rich1, order[0]);
    }

    [Fact]
    public void Order_OfAProjectThatWasServed_DoesNotCountTheAgeOfItsQueue()
    {
        Job[] flood = [.. Enumerable.Range(0, 50).Select(_ => Make("flood"))];
        Job late = Make("late", created: Noon.AddHours(2));
        // Served a minute ago, after two hours of computing, which are half forgotten.
        IReadOnlyList<Job> order = JobTurn.Order([.. flood, late], p => p == "flood" ? 3600 : 0, p => p == "flood" ? Noon.AddMinutes(119) : null, Noon.AddHours(2));
        Assert.Equal(late, order[0]);
    }

    private Job Make(string project, JobPlan? need = null, int priority = 0, DateTimeOffset? created = null)
    {
        string uid = $"u{++ordinal}";
        return new Job(new AnalysisRecord(project, uid, uid, ordinal, 0, new AnalysisMessage { State = AnalysisState.Queued, Priority = priority, CreateTime = Timestamp.FromDateTimeOffset(created ?? Noon) })) { Plan = need };
    }
}
