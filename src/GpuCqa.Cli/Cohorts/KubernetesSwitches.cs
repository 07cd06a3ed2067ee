using System.CommandLine;
using System.Globalization;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts.Kubernetes;

namespace GpuCqa.Cli.Cohorts;

/// <summary>The options that say where in a cluster of Kubernetes tasks run.</summary>
internal sealed class KubernetesSwitches
{
    private readonly Option<string?> image = new("--image") { Description = "kubernetes: image of this build.", HelpName = "name" };
    private readonly Option<string> space = OptionValues.Default("--namespace", "kubernetes: namespace of the jobs.", "default");
    private readonly Option<string[]> volume = new("--volume") { Description = "kubernetes: a PersistentVolumeClaim and the path at which pods, and this machine, see it; repeatable. Work folder, sheet, files and result lie on them.", HelpName = "claim:path" };
    private readonly Option<int> gpus = OptionValues.Default("--gpus", "kubernetes: GPUs of a pod (nvidia.com/gpu).", 0);
    private readonly Option<int> cores = OptionValues.Default("--cores", "kubernetes: cores that a pod asks for.", 4);
    private readonly Option<string?> user = new("--run-as") { Description = "kubernetes: user and group of the processes, who write the work folder (default: the image's).", HelpName = "uid:gid" };
    private readonly Option<int?> pods = OptionValues.Number<int?>("--max-pods", "kubernetes: pods of a job at a time.");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[image, space, volume, gpus, cores, user, pods]) command.Options.Add(option);
    }

    /// <summary>Where tasks run.</summary>
    /// <exception cref="InvalidParameterException">Something is missing or out of its range.</exception>
    public KubernetesPlace Read(ParseResult parsed)
    {
        string[] volumes = parsed.GetValue(volume) ?? [];
        if (volumes.Length == 0) throw new InvalidParameterException("--volume names no PersistentVolumeClaim; pods must see the work folder, such as --volume work:/work.");
        return new KubernetesPlace
        {
            Image = parsed.GetValue(image) ?? throw new InvalidParameterException("--image names no image; pods need one of this build (Dockerfile.cuda)."),
            Namespace = parsed.GetValue(space)!,
            Volumes = [.. volumes.Select(KubernetesPlace.Volume)],
            Gpus = (int)OptionValues.AtLeast("--gpus", parsed.GetValue(gpus), 0),
            Cores = (int)OptionValues.AtLeast("--cores", parsed.GetValue(cores), 1),
            RunAs = parsed.GetValue(user) is { } text ? User(text) : null,
            Parallelism = parsed.GetValue(pods) is { } most ? (int)OptionValues.AtLeast("--max-pods", most, 1) : null,
        };
    }

    private static (long, long) User(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long user) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long group) && user > 0
            ? (user, group) : throw new InvalidParameterException($"--run-as is '{text}'; expected UID:GID, of a user that is not root.");
    }
}
