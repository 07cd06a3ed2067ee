using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts.Executors;
using k8s;
using k8s.Models;

namespace GpuCqa.Pipelines.Cohorts.Kubernetes;

/// <summary>The tasks of a plan as Jobs of Kubernetes (batch/v1, from 1.33 on; pod failure policies and retries by index are stable there).</summary>
/// <remarks>
/// The tasks of a phase are one Indexed Job. What a pod ended with decides: a pod that was moved elsewhere (its node was drained, it was preempted) does not count; bad data, a wrong argument or too little memory
/// on the device end the job, since the same again ends the same; "try again" and what killed a pod are tried again, each task by itself.
/// </remarks>
public static class KubernetesJobs
{
    /// <summary>Label that holds a job's place in the order of the plan.</summary>
    public const string StepLabel = "gpucqa/step";

    /// <summary>Label that holds the first characters of the plan's hash.</summary>
    public const string PlanLabel = "gpucqa/plan";

    private const int HashCharacters = 16, DaysKept = 7;
    private const string Container = "gpucqa";

    // A command that a shell does not find or may not run.
    private static readonly int[] Unstartable = [126, 127];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Exit codes after which a task is not tried again.</summary>
    public static IReadOnlyList<int> Hopeless { get; } =
        [.. Enum.GetValues<ErrorReason>().Select(ErrorTable.ExitCode).Where(c => c is not (0 or CohortFailure.TryAgain) && c < 128).Concat(Unstartable).Distinct().Order()];

    /// <summary>The job of groups of shards of a phase.</summary>
    /// <param name="place">Where it runs.</param>
    /// <param name="submission">What is asked; the program is the image's.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="groups">Shards of each pod.</param>
    public static V1Job OfShards(KubernetesPlace place, CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        submission = submission with { Program = Program };
        string[] words = [.. submission.Program.Shards(submission, phase.Name, groups[0])];
        int at = Array.IndexOf(words, "--shard") + 1;
        // The pod of index i takes the (i + 1)-th of the shell's arguments.
        string script = "shift \"$JOB_COMPLETION_INDEX\"; exec " + string.Join(' ', words.Select((w, i) => i == at ? "\"$1\"" : ShellWord.Quoted(w)));
        string[] command = ["sh", "-c", script, Container, .. groups.Select(CohortProgram.Ranges)];
        return Job(place, submission, phase.Name, 2 * Order(submission, phase), command, groups.Count, phase.ShardMemoryBytes);
    }

    /// <summary>The job of a phase's merge.</summary>
    public static V1Job OfMerge(KubernetesPlace place, CohortSubmission submission, CohortPhase phase)
    {
        submission = submission with { Program = Program };
        return Job(place, submission, $"{phase.Name}-merge", (2 * Order(submission, phase)) + 1, submission.Program.Merge(submission, phase.Name), 1, phase.MergeMemoryBytes);
    }

    /// <summary>The job that writes the result folder.</summary>
    public static V1Job OfFinish(KubernetesPlace place, CohortSubmission submission)
    {
        submission = submission with { Program = Program };
        // What ends a discovery has all cells' embedding and graph, as the last merge has.
        return Job(place, submission, "finish", 2 * submission.Work.Plan.Phases.Count, submission.Program.Finish(submission), 1, submission.Work.Plan.Phases.Max(p => p.MergeMemoryBytes));
    }

    /// <summary>All jobs of a plan, in the order in which each needs the one before it.</summary>
    /// <exception cref="InvalidParameterException">A path of the plan is on no volume that pods see.</exception>
    public static IReadOnlyList<V1Job> All(KubernetesPlace place, CohortSubmission submission)
    {
        place.Require(Paths(submission));
        return
        [
            .. submission.Work.Plan.Phases.SelectMany(p => new[]
            {
                OfShards(place, submission, p, [.. Enumerable.Range(0, p.Tasks).Chunk(Math.Max(1, submission.ShardsPerTask))]), OfMerge(place, submission, p),
            }),
            OfFinish(place, submission),
        ];
    }

    /// <summary>Absolute paths that the tasks of a plan read and write.</summary>
    public static IEnumerable<string> Paths(CohortSubmission submission) => [submission.Work.Folder, submission.Output, submission.Work.Plan.Sheet, .. submission.Work.Plan.GeneSets];

    /// <summary>Jobs as one List in JSON. (The client's YAML leaves strings unquoted that other readers take for numbers.)</summary>
    public static string Json(IEnumerable<V1Job> jobs)
    {
        var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. jobs.Select(j => JsonNode.Parse(KubernetesJson.Serialize(j)))]) };
        return list.ToJsonString(Indented) + "\n";
    }

    private static CohortProgram Program { get; } = new(["gpucqa"]);

    private static int Order(CohortSubmission submission, CohortPhase phase) => submission.Work.Plan.Phases.TakeWhile(p => p.Name != phase.Name).Count();

    private static V1Job Job(KubernetesPlace place, CohortSubmission submission, string part, int step, IReadOnlyList<string> command, int pods, long memory)
    {
        string plan = submission.Work.Hash[..HashCharacters];
        // One name for one piece of work: who submits again finds the job that runs.
        string work = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', command))))[..8];
        var labels = new Dictionary<string, string> { ["app"] = "gpucqa-cohort", [PlanLabel] = plan, [StepLabel] = step.ToString(CultureInfo.InvariantCulture) };
        // Beyond what is planned: the runtime itself, and pages of files that are written.
        var bytes = new ResourceQuantity(string.Create(CultureInfo.InvariantCulture, $"{(memory / (1 << 20)) + 512}Mi"));
        var limits = new Dictionary<string, ResourceQuantity> { ["memory"] = bytes };
        if (place.Gpus > 0) limits["nvidia.com/gpu"] = new ResourceQuantity(place.Gpus.ToString(CultureInfo.InvariantCulture));
        string[] names = [.. place.Volumes.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"volume-{i}"))];
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta
            {
                Name = $"gpucqa-{plan}-{part}-{work}", NamespaceProperty = place.Namespace, Labels = labels, Annotations = new Dictionary<string, string> { ["gpucqa/plan-sha256"] = submission.Work.Hash },
            },
            Spec = new V1JobSpec
            {
                CompletionMode = "Indexed",
                Completions = pods,
                Parallelism = Math.Min(pods, place.Parallelism ?? pods),
                BackoffLimitPerIndex = Math.Max(0, submission.Attempts - 1),
                TtlSecondsAfterFinished = DaysKept * 86_400,
                PodFailurePolicy = new V1PodFailurePolicy
                {
                    Rules =
                    [
                        new V1PodFailurePolicyRule { Action = "Ignore", OnPodConditions = [new V1PodFailurePolicyOnPodConditionsPattern { Type = "DisruptionTarget", Status = "True" }] },
                        new V1PodFailurePolicyRule { Action = "FailJob", OnExitCodes = new V1PodFailurePolicyOnExitCodesRequirement { ContainerName = Container, OperatorProperty = "In", Values = [.. Hopeless] } },
                    ],
                },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec
                    {
                        RestartPolicy = "Never",
                        AutomountServiceAccountToken = false,
                        SecurityContext = new V1PodSecurityContext
                        {
                            RunAsNonRoot = true, RunAsUser = place.RunAs?.User, RunAsGroup = place.RunAs?.Group, SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                        },
                        Containers =
                        [
                            new V1Container
                            {
                                Name = Container,
                                Image = place.Image,
                                // The API replaces $(NAME) in a command.
                                Command = [.. command.Select(w => w.Replace("$(", "$$(", StringComparison.Ordinal))],
                                Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(place.Cores.ToString(CultureInfo.InvariantCulture)), ["memory"] = bytes }, Limits = limits },
                                SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, Capabilities = new V1Capabilities { Drop = ["ALL"] } },
                                VolumeMounts = [.. place.Volumes.Select((v, i) => new V1VolumeMount { Name = names[i], MountPath = v.Path })],
                            },
                        ],
                        Volumes = [.. place.Volumes.Select((v, i) => new V1Volume { Name = names[i], PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = v.Claim } })],
                    },
                },
            },
        };
    }
}
