using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s;
using k8s.Models;

namespace GpuCqa.Pipelines.Tests.Cohorts.Clusters;

/// <summary>What of an API server an executor sees, over HTTP: jobs are made, read and deleted, and their pods run as processes of this machine by the rules of Indexed Jobs and pod failure policies.</summary>
internal sealed class FakedCluster : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Dictionary<string, V1Job> jobs = [];
    private readonly List<(V1Pod Pod, string Said)> pods = [];
    private readonly ConcurrentBag<Process> running = [];
    private int failures;

    public FakedCluster(string programs)
    {
        path = programs;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
        Client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{port}" });
    }

    public IKubernetes Client { get; }

    /// <summary>Names of jobs in the order in which they were made; a job that was found is not among them.</summary>
    public List<string> Made { get; } = [];

    public ConcurrentQueue<string> Deleted { get; } = [];

    /// <summary>Answers this many requests with 503 first.</summary>
    public int Away { get => failures; set => failures = value; }

    public void Dispose()
    {
        listener.Close();
        foreach (Process process in running.Where(p => !p.HasExited)) process.Kill(entireProcessTree: true);
        Client.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = listener.GetContext();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            (int status, string body) = Answer(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        }
    }

    private (int, string) Answer(HttpListenerRequest request)
    {
        if (Interlocked.Decrement(ref failures) >= 0) return (503, "{}");
        string[] parts = request.Url!.AbsolutePath.Trim('/').Split('/');
        lock (gate)
        {
            switch (request.HttpMethod, parts)
            {
                case ("POST", ["apis", "batch", "v1", "namespaces", _, "jobs"]):
                    using (var reader = new StreamReader(request.InputStream))
                    {
                        V1Job job = KubernetesJson.Deserialize<V1Job>(reader.ReadToEnd());
                        if (!jobs.TryAdd(job.Metadata.Name, job)) return (409, """{"kind":"Status","message":"exists"}""");
                        job.Status = new V1JobStatus();
                        Made.Add(job.Metadata.Name);
                        var controller = new Thread(() => Control(job)) { IsBackground = true };
                        controller.Start();
                        return (201, KubernetesJson.Serialize(job));
                    }

                case ("GET", ["apis", "batch", "v1", "namespaces", _, "jobs", string name]):
                    return jobs.TryGetValue(name, out V1Job? found) ? (200, KubernetesJson.Serialize(found)) : (404, """{"kind":"Status","message":"no such job"}""");
                case ("DELETE", ["apis", "batch", "v1", "namespaces", _, "jobs", string name]):
                    if (!jobs.Remove(name)) return (404, "{}");
                    Deleted.Enqueue(name);
                    foreach (Process process in running.Where(p => !p.HasExited)) process.Kill(entireProcessTree: true);
                    return (200, """{"kind":"Status","status":"Success"}""");
                case ("GET", ["api", "v1", "namespaces", _, "pods"]):
                    string of = request.QueryString["labelSelector"]!.Split('=')[1];
                    return (200, KubernetesJson.Serialize(new V1PodList { ApiVersion = "v1", Kind = "PodList", Metadata = new V1ListMeta(), Items = [.. pods.Select(p => p.Pod).Where(p => p.Metadata.Labels["batch.kubernetes.io/job-name"] == of)] }));
                case ("GET", ["api", "v1", "namespaces", _, "pods", string name, "log"]):
                    return (200, pods.Single(p => p.Pod.Metadata.Name == name).Said);
                default:
                    return (404, """{"kind":"Status","message":"no such path"}""");
            }
        }
    }

    /// <summary>The job controller: each index until it succeeds, is out of tries, or ends the job.</summary>
    private void Control(V1Job job)
    {
        var failed = new List<int>();
        for (int index = 0; index < job.Spec.Completions; index++)
        {
            for (int attempt = 0; ; attempt++)
            {
                (int code, string said) = RunPod(job, index, attempt);
                lock (gate)
                {
                    if (!jobs.ContainsKey(job.Metadata.Name)) return;
                    if (code == 0) job.Status.Succeeded = (job.Status.Succeeded ?? 0) + 1;
                    else if (job.Spec.PodFailurePolicy.Rules.Any(r => r.Action == "FailJob" && r.OnExitCodes?.Values.Contains(code) == true))
                    {
                        job.Status.Conditions = [new V1JobCondition { Type = "Failed", Status = "True", Reason = "PodFailurePolicy", Message = $"exit code {code}" }];
                        return;
                    }
                }

                if (code == 0) break;
                if (attempt < job.Spec.BackoffLimitPerIndex) continue;
                failed.Add(index);
                break;
            }
        }

        lock (gate) job.Status.Conditions = [new V1JobCondition { Type = failed.Count == 0 ? "Complete" : "Failed", Status = "True", Reason = failed.Count == 0 ? null : "FailedIndexes", Message = string.Join(',', failed) }];
    }

    private (int Code, string Said) RunPod(V1Job job, int index, int attempt)
    {
        V1Container container = job.Spec.Template.Spec.Containers.Single();
        // What the API does to a command.
        string[] command = [.. container.Command.Select(w => w.Replace("$$(", "$(", StringComparison.Ordinal))];
        var start = new ProcessStartInfo(command[0] == "gpucqa" ? Path.Combine(path, "gpucqa") : command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["JOB_COMPLETION_INDEX"] = $"{index}";
        Process process = Process.Start(start)!;
        running.Add(process);
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var pod = new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"{job.Metadata.Name}-{index}-{attempt}",
                Labels = new Dictionary<string, string> { ["batch.kubernetes.io/job-name"] = job.Metadata.Name },
                Annotations = new Dictionary<string, string> { ["batch.kubernetes.io/job-completion-index"] = $"{index}" },
            },
            Status = new V1PodStatus
            {
                ContainerStatuses = [new V1ContainerStatus { Name = "gpucqa", Image = "i", ImageID = "i", State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = process.ExitCode, FinishedAt = DateTime.UtcNow, Reason = process.ExitCode == 137 ? "OOMKilled" : "Error" } } }],
            },
        };
        string[] lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lock (gate) pods.Add((pod, lines.Length > 0 ? lines[^1] : ""));
        return (process.ExitCode, said);
    }
}
