using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts;

public sealed class LocalExecutorTests : IDisposable
{
    private readonly PlannedCohort planned = new();

    [Theory]
    [InlineData(75, 3, ErrorReason.Unavailable)]
    [InlineData(137, 3, ErrorReason.Internal)]
    [InlineData(3, 1, ErrorReason.BadData)]
    [InlineData(76, 1, ErrorReason.DeviceMemory)]
    public void Task_ThatFails_IsBegunAgainWhereThatHelps_AndItsCodeIsPassedOn(int code, int times, ErrorReason reason)
    {
        if (OperatingSystem.IsWindows()) return;
        CohortWork work = planned.Plan();
        string log = planned.File("log"), script = planned.File("program");
        File.WriteAllText(script, $"#!/bin/sh\necho \"$@\" >> {log}\necho no luck >&2\nexit {code}\n");
        var submission = PlannedCohort.Submission(work, new CohortProgram(["/bin/sh", script])) with { ShardsPerTask = 6 };
        RefusedException error = Assert.Throws<RefusedException>(() => new LocalExecutor(2).Submit(submission, StepProgress.None, CancellationToken.None));
        Assert.Equal(reason, error.Reason);
        Assert.Contains($"shard 0 of read ended with {code}: no luck", error.Message, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(log);
        Assert.Equal(times, lines.Length);
        Assert.All(lines, l => Assert.Equal($"cohort run-shard --work {work.Folder} --phase read --shard 0-5 --device cpu", l));
    }

    [Fact]
    public void Tasks_ThatEndWellAndWriteNothing_AreMissing()
    {
        if (OperatingSystem.IsWindows()) return;
        var submission = PlannedCohort.Submission(planned.Plan(), new CohortProgram(["/bin/true"]));
        PreconditionException error = Assert.Throws<PreconditionException>(() => new LocalExecutor(2).Submit(submission, StepProgress.None, CancellationToken.None));
        Assert.Contains("6 shards of read are missing: 0-5", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => planned.Dispose();
}
