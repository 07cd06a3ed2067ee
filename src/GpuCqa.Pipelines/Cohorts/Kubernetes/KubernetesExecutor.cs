using System.Diagnostics;
using System.Net;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts.Executors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace GpuCqa.Pipelines.Cohorts.Kubernetes;

/// <summary>Runs each phase as an Indexed Job of a cluster, and stays until it has ended. Who submits again while a job of the same work runs watches that one.</summary>
/// <param name="place">Where pods run.</param>
/// <param name="client">The cluster's API.</param>
public sealed class KubernetesExecutor(KubernetesPlace place, IKubernetes client) : PhasedExecutor
{
    private const string JobName = "batch.kubernetes.io/job-name", CompletionIndex = "batch.kubernetes.io/job-completion-index";
    private const int OutOfMemory = 137;

    /// <summary>Time between two looks at a job.</summary>
    public TimeSpan Polling { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time for which the API may be away, and for which files of pods that ended may be on their way to this machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Name => "kubernetes";

    /// <summary>An executor on the cluster of the pod that this is, or of the user's kubeconfig.</summary>
    /// <exception cref="PreconditionException">There is none.</exception>
    public static KubernetesExecutor Of(KubernetesPlace place)
    {
        try
        {
            return new KubernetesExecutor(place, new k8s.Kubernetes(KubernetesClientConfiguration.BuildDefaultConfig()));
        }
        catch (Exception error) when (error is k8s.Exceptions.KubeConfigException or IOException)
        {
            throw new PreconditionException($"No cluster: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    protected override void RunShards(CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups, StepProgress progress, CancellationToken cancellation)
    {
        place.Require(KubernetesJobs.Paths(submission));
        progress.Begin(phase.Name, groups.Count);
        Run(KubernetesJobs.OfShards(place, submission, phase, groups), i => new CohortTask(phase.Name, groups[i][0]), done => progress.Report(done), () => submission.Work.Missing(phase.Name).Count == 0, cancellation);
        progress.End();
    }

    /// <inheritdoc/>
    protected override void RunCommand(CohortSubmission submission, IReadOnlyList<string> command, CohortTask task, StepProgress progress, CancellationToken cancellation)
    {
        bool merge = submission.Work.Plan.Phases.Any(p => p.Name == task.Phase);
        V1Job job = merge ? KubernetesJobs.OfMerge(place, submission, submission.Work.Phase(task.Phase)) : KubernetesJobs.OfFinish(place, submission);
        Run(job, _ => task, _ => { }, () => merge ? submission.Work.Has(task) : Directory.Exists(submission.Output), cancellation);
    }

    private void Run(V1Job job, Func<int, CohortTask> taskOf, Action<int> done, Func<bool> arrived, CancellationToken cancellation)
    {
        try
        {
            Create(job, cancellation);
            while (true)
            {
                V1Job now = Asked(token => client.BatchV1.ReadNamespacedJobAsync(job.Metadata.Name, place.Namespace, cancellationToken: token), cancellation);
                done(now.Status?.Succeeded ?? 0);
                if (Has(now, "Complete")) break;
                if (now.Status?.Conditions?.FirstOrDefault(c => c is { Type: "Failed", Status: "True" }) is { } failed) throw Failure(job, taskOf, failed, cancellation);
                Wait(cancellation);
            }

            // On a file system of the network a file may be there before this machine sees it.
            for (long since = Stopwatch.GetTimestamp(); !arrived() && Stopwatch.GetElapsedTime(since) < Patience;) Wait(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Delete(job.Metadata.Name, CancellationToken.None);
            throw;
        }
    }

    private void Create(V1Job job, CancellationToken cancellation)
    {
        while (!TryCreate(job, cancellation))
        {
            V1Job? there = Find(job.Metadata.Name, cancellation);
            if (there is not null && there.Metadata.DeletionTimestamp is null && !Has(there, "Complete") && !Has(there, "Failed")) return;
            // It ended without the files that it was for, or is on its way out: the name comes free.
            if (there is { Metadata.DeletionTimestamp: null }) Delete(job.Metadata.Name, cancellation);
            Wait(cancellation);
        }
    }

    private bool TryCreate(V1Job job, CancellationToken cancellation)
    {
        try
        {
            Asked(token => client.BatchV1.CreateNamespacedJobAsync(job, place.Namespace, cancellationToken: token), cancellation);
            return true;
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
        catch (HttpOperationException error)
        {
            throw new PreconditionException($"The cluster refused the job {job.Metadata.Name} in namespace {place.Namespace} ({(int)error.Response.StatusCode}): {Message(error)}", error);
        }
    }

    private V1Job? Find(string name, CancellationToken cancellation)
    {
        try
        {
            return Asked(token => client.BatchV1.ReadNamespacedJobAsync(name, place.Namespace, cancellationToken: token), cancellation);
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private void Delete(string name, CancellationToken cancellation)
    {
        try
        {
            // With its pods: what runs is ended.
            Asked(token => client.BatchV1.DeleteNamespacedJobAsync(name, place.Namespace, propagationPolicy: "Background", cancellationToken: token), cancellation);
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
        }
    }

    private RefusedException Failure(V1Job job, Func<int, CohortTask> taskOf, V1JobCondition failed, CancellationToken cancellation)
    {
        V1PodList pods = Asked(token => client.CoreV1.ListNamespacedPodAsync(place.Namespace, labelSelector: $"{JobName}={job.Metadata.Name}", cancellationToken: token), cancellation);
        (V1Pod Pod, V1ContainerStateTerminated End)[] ended = [.. pods.Items
            .Select(p => (Pod: p, End: p.Status?.ContainerStatuses?.Select(c => c.State?.Terminated).FirstOrDefault(t => t is { ExitCode: not 0 })!)).Where(p => p.End is not null)];
        if (ended.Length == 0) return new RefusedException(ErrorReason.Unavailable, $"The job {job.Metadata.Name} failed: {failed.Message ?? failed.Reason}");
        // What ended the job, if one did, says more than what was tried again.
        (V1Pod pod, V1ContainerStateTerminated end) = ended.OrderByDescending(p => KubernetesJobs.Hopeless.Contains(p.End.ExitCode)).ThenByDescending(p => p.End.FinishedAt).First();
        int index = pod.Metadata.Annotations is { } notes && notes.TryGetValue(CompletionIndex, out string? text) && int.TryParse(text, out int number) ? number : 0;
        if (end.ExitCode == OutOfMemory && end.Reason == "OOMKilled")
            return CohortFailure.Of(taskOf(index), CohortFailure.SmallerBlocks, $"pod {pod.Metadata.Name} needed more than its limit of {job.Spec.Template.Spec.Containers[0].Resources.Limits["memory"]}");
        return CohortFailure.Of(taskOf(index), end.ExitCode, LastLine(pod, cancellation));
    }

    private string LastLine(V1Pod pod, CancellationToken cancellation)
    {
        try
        {
            using Stream log = Asked(token => client.CoreV1.ReadNamespacedPodLogAsync(pod.Metadata.Name, place.Namespace, tailLines: 1, cancellationToken: token), cancellation);
            return new StreamReader(log).ReadToEnd().Trim();
        }
        catch (HttpOperationException)
        {
            return $"pod {pod.Metadata.Name}";
        }
    }

    // An API server that restarts, or a network that blinks, ends nothing.
    private T Asked<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        long since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return call(cancellation).GetAwaiter().GetResult();
            }
            catch (Exception error) when (IsPassing(error) && !cancellation.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(since) > Patience) throw new RefusedException(ErrorReason.Unavailable, $"The cluster does not answer: {error.Message}");
                Wait(cancellation);
            }
        }
    }

    private static bool IsPassing(Exception error) => error is HttpRequestException or IOException or TaskCanceledException
        || (error is HttpOperationException refused && ((int)refused.Response.StatusCode >= 500 || refused.Response.StatusCode == HttpStatusCode.TooManyRequests));

    private void Wait(CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(Polling);
        cancellation.ThrowIfCancellationRequested();
    }

    private static bool Has(V1Job job, string condition) => job.Status?.Conditions?.Any(c => c.Type == condition && c.Status == "True") == true;

    private static string Message(HttpOperationException error)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(error.Response.Content)?.Message ?? error.Message;
        }
        catch (System.Text.Json.JsonException)
        {
            return error.Message;
        }
    }
}
