using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts.Kubernetes;
using GpuCqa.Testing;
using k8s.Models;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts.Clusters;

public class KubernetesExecutorTests
{
    [Fact]
    public void Submit_RunsAllPhases_EachTaskOnce()
    {
        using var work = new FakedWork(shards: 5, name: "a work's $(folder)");
        using var cluster = new FakedCluster(work.Programs) { Away = 2 };
        Assert.True(Submit(work, cluster, shardsPerTask: 2));
        Assert.Equal(["0-1", "2-3", "4", "0-1"], work.Started.Where(s => s.Contains("run-shard", StringComparison.Ordinal)).Select(s => s.Split("--shard ")[1].Split(' ')[0]));
        Assert.Equal(["run-shard", "run-shard", "run-shard", "merge", "run-shard", "merge", "finish"], work.Started.Select(s => s.Split(' ')[1]));
        Assert.True(Directory.Exists(work.Output));
        Assert.Equal(5, cluster.Made.Distinct().Count());
    }

    [Fact]
    public void Submit_AfterBadData_GoesOn()
    {
        using var work = new FakedWork();
        using var cluster = new FakedCluster(work.Programs);
        // Bad data in shard 3: the job ends at once, and what was whole stays.
        work.Before("[ \"$phase/$shards\" != moments/3 ] || [ -e \"$here/mended\" ] || { rmdir \"$here/busy-$device\"; echo 'lot X: row 7 is torn' >&2; exit 3; }");
        var bad = Assert.Throws<RefusedException>(() => Submit(work, cluster));
        Assert.Equal(ErrorReason.BadData, bad.Reason);
        Assert.Contains("shard 3 of moments ended with 3: lot X: row 7 is torn", bad.Message, StringComparison.Ordinal);
        Assert.Equal(1, work.Started.Count(s => s.Contains("--shard 3 ", StringComparison.Ordinal)));
        Assert.Equal([3, 4], work.Work.Missing("moments"));
        File.WriteAllText(Path.Combine(work.Programs, "mended"), "");
        // The faked tasks' files are empty, so that all are made again; the job that failed has the name of the new one, and gives way.
        Assert.True(Submit(work, cluster));
        Assert.Single(cluster.Deleted);
    }

    [Fact]
    public void Task_ThatEndsWithTryAgain_IsTriedAgainAndCountedToTheLimit()
    {
        using var work = new FakedWork(shards: 2);
        using var cluster = new FakedCluster(work.Programs);
        work.Before("if [ \"$phase/$shards\" = moments/1 ]; then echo x >> \"$here/tries\"; if [ $(wc -l < \"$here/tries\") -lt 3 ]; then rmdir \"$here/busy-$device\"; echo 'no device' >&2; exit 75; fi; fi");
        Assert.True(Submit(work, cluster));
        Assert.Equal(3, work.Started.Count(s => s.Contains("--phase moments --shard 1 ", StringComparison.Ordinal)));

        using var hopeless = new FakedWork(shards: 2);
        using var second = new FakedCluster(hopeless.Programs);
        hopeless.Before("[ -z \"$shards\" ] || { rmdir \"$here/busy-$device\"; echo 'no device' >&2; exit 75; }");
        Assert.Equal(ErrorReason.Unavailable, Assert.Throws<RefusedException>(() => Submit(hopeless, second)).Reason);
        Assert.Equal(6, hopeless.Started.Length);
    }

    [Fact]
    public void Pod_ThatWasKilledForMemory_AsksForSmallerBlocks()
    {
        using var work = new FakedWork(shards: 1);
        using var cluster = new FakedCluster(work.Programs);
        work.Before("[ -z \"$shards\" ] || { rmdir \"$here/busy-$device\"; exit 137; }");
        var refused = Assert.Throws<RefusedException>(() => Submit(work, cluster));
        Assert.Equal(ErrorReason.DeviceMemory, refused.Reason);
        Assert.Contains("3584Mi", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_DeletesTheJob()
    {
        using var work = new FakedWork(shards: 1);
        using var cluster = new FakedCluster(work.Programs);
        work.Before(": > \"$here/began\"; exec sleep 600");
        using var stop = new CancellationTokenSource();
        Exception? ended = null;
        var submitted = new Thread(() => ended = Record.Exception(() => Submit(work, cluster, cancellation: stop.Token)));
        submitted.Start();
        DateTime deadline = Patience.Deadline;
        while (!File.Exists(Path.Combine(work.Programs, "began"))) Assert.True(DateTime.UtcNow < deadline && submitted.Join(5) == false);
        stop.Cancel();
        Assert.True(submitted.Join(Patience.Span));
        Assert.IsAssignableFrom<OperationCanceledException>(ended);
        Assert.Equal(cluster.Made, cluster.Deleted);
    }

    [Fact]
    public void Jobs_SayWhatEndsThemAndWhatIsTriedAgain()
    {
        using var work = new FakedWork();
        KubernetesPlace place = Place(work) with { Gpus = 1, RunAs = (1000, 100), Parallelism = 3 };
        V1Job job = KubernetesJobs.All(place, work.Submission)[0];
        Assert.Equal(("Indexed", 5, 3, 2), (job.Spec.CompletionMode, job.Spec.Completions, job.Spec.Parallelism, job.Spec.BackoffLimitPerIndex));
        V1PodFailurePolicyRule[] rules = [.. job.Spec.PodFailurePolicy.Rules];
        Assert.Equal(["Ignore", "FailJob"], rules.Select(r => r.Action));
        int[] codes = [.. rules[1].OnExitCodes.Values];
        Assert.Equal(codes.Order().Distinct(), codes);
        Assert.Superset(new HashSet<int> { 2, 3, 4, 5, 70, 76 }, codes.ToHashSet());
        Assert.DoesNotContain(codes, c => c is 0 or 75 or >= 128);
        V1Container container = job.Spec.Template.Spec.Containers.Single();
        Assert.Equal(("1", "3584Mi"), (container.Resources.Limits["nvidia.com/gpu"].ToString(), container.Resources.Limits["memory"].ToString()));
        Assert.All(KubernetesJobs.All(place, work.Submission), j => Assert.True(j.Metadata.Name.Length <= 63 && j.Metadata.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'), j.Metadata.Name));
        Assert.Equal(["0", "1", "2", "3", "4"], KubernetesJobs.All(place, work.Submission).Select(j => j.Metadata.Labels[KubernetesJobs.StepLabel]));
    }

    [Fact]
    public void Path_OnNoVolume_IsRefused()
    {
        using var work = new FakedWork();
        KubernetesPlace place = Place(work) with { Volumes = [("claim", "/elsewhere")] };
        Assert.Contains("claim at /elsewhere", Assert.Throws<InvalidParameterException>(() => KubernetesJobs.All(place, work.Submission)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => KubernetesPlace.Volume("claim"));
        Assert.Equal(("claim", "/data"), KubernetesPlace.Volume("claim:/data/"));
    }

    private static bool Submit(FakedWork work, FakedCluster cluster, int shardsPerTask = 1, CancellationToken cancellation = default) =>
        new KubernetesExecutor(Place(work), cluster.Client) { Polling = TimeSpan.FromMilliseconds(20) }.Submit(work.Submission with { ShardsPerTask = shardsPerTask }, new StepProgress(), cancellation);

    private static KubernetesPlace Place(FakedWork work) => new() { Image = "gpucqa:cuda", Volumes = [("claim", Path.GetDirectoryName(work.Work.Folder)!)] };
}
