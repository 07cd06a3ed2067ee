using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Cohorts.Kubernetes;

namespace GpuCqa.Service.Analyses.Clusters;

/// <summary>Section GpuCqa:Cluster: large discoveries in tasks on other processes or machines.</summary>
public sealed class ClusterOptions
{
    private const string Local = "local", Slurm = "slurm", Kubernetes = "kubernetes";

    /// <summary>Where tasks run: local, slurm or kubernetes; empty = the service computes all itself.</summary>
    public string Executor { get; set; } = "";

    /// <summary>Folder of the plans, which every node sees at this path, as it sees the state folder; the state folder itself if empty.</summary>
    public string Work { get; set; } = "";

    /// <summary>Cells, before quality control, from which a discovery goes to the executor.</summary>
    public long FromCells { get; set; } = 500_000;

    /// <summary>Cells of a task, about.</summary>
    public int ShardCells { get; set; } = CohortPlanner.DefaultShardCells;

    /// <summary>How a node starts gpucqa, one word an entry; the gpucqa that stands beside the service if empty. Of the image in kubernetes.</summary>
    public IList<string> Program { get; set; } = [];

    /// <summary>Device of every task.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>local: child processes at a time.</summary>
    public int Workers { get; set; } = 1;

    /// <summary>slurm: further words of every sbatch, such as --partition=gpu or --gres=gpu:1.</summary>
    public IList<string> Sbatch { get; set; } = [];

    /// <summary>kubernetes: image of this build.</summary>
    public string Image { get; set; } = "";

    /// <summary>kubernetes: namespace of the jobs.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>kubernetes: volumes as CLAIM:PATH, at the paths where the service sees them.</summary>
    public IList<string> Volumes { get; set; } = [];

    /// <summary>kubernetes: GPUs of a pod.</summary>
    public int Gpus { get; set; }

    /// <summary>Whether large discoveries go to an executor.</summary>
    public bool IsOn => Executor.Length > 0;

    /// <summary>Whether tasks take memory of this machine.</summary>
    public bool IsHere => Executor == Local;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (Executor is not ("" or Local or Slurm or Kubernetes)) throw new InvalidParameterException($"GpuCqa:Cluster:Executor is '{Executor}'; expected {Local}, {Slurm} or {Kubernetes}.");
        Within(nameof(FromCells), FromCells, 0, long.MaxValue);
        Within(nameof(ShardCells), ShardCells, 8192, int.MaxValue);
        Within(nameof(Workers), Workers, 1, 1000);
        Within(nameof(Gpus), Gpus, 0, 64);
        if (Work.Length > 0 && !Path.IsPathFullyQualified(Work)) throw new InvalidParameterException($"GpuCqa:Cluster:Work is '{Work}'; expected an absolute path, which every node sees.");
        if (Executor == Kubernetes) _ = Place();
    }

    /// <summary>The executor.</summary>
    public CohortExecutor Open() => Executor switch
    {
        Kubernetes => KubernetesExecutor.Of(Place()),
        Slurm => new SlurmExecutor(new SlurmOptions { More = [.. Sbatch], Wait = true }),
        _ => new LocalExecutor(Workers),
    };

    /// <summary>How a node starts gpucqa.</summary>
    /// <exception cref="PreconditionException">It is not beside the service.</exception>
    public CohortProgram Start()
    {
        if (Program.Count > 0) return new CohortProgram([.. Program]);
        // As `publish` lays them: gpucqa, and the service in a folder beside it.
        string beside = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "gpucqa"));
        return File.Exists(beside) ? new CohortProgram([beside]) : throw new PreconditionException($"{beside} is not there; GpuCqa:Cluster:Program says how tasks start gpucqa.");
    }

    private KubernetesPlace Place()
    {
        if (Image.Length == 0) throw new InvalidParameterException("GpuCqa:Cluster:Image names no image; pods need one of this build.");
        return new KubernetesPlace { Image = Image, Namespace = Namespace, Volumes = [.. Volumes.Select(KubernetesPlace.Volume)], Gpus = Gpus };
    }

    private static void Within(string key, long value, long low, long high)
    {
        if (value < low || value > high) throw new InvalidParameterException($"GpuCqa:Cluster:{key} is {value}; expected {low} to {high}.");
    }
}
