using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Steps;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The folder of one plan: plan.json and what its tasks wrote. Which files are there says what is done; nothing is locked.</summary>
/// <remarks>
/// A file is written under a name of its own, brought to the disk and renamed: it is whole or not there, and two tasks that do the same work write the same file twice. Each begins with the plan's hash, its
/// phase and its number, and ends with a checksum of all.
/// </remarks>
public sealed class CohortWork
{
    private CohortWork(string folder, CohortPlan plan, string hash)
    {
        Folder = folder;
        Plan = plan;
        Hash = hash;
    }

    /// <summary>Name of the node that this process runs on, as its scheduler calls it.</summary>
    public static string Node => Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? Environment.GetEnvironmentVariable("NODE_NAME") ?? Environment.MachineName;

    /// <summary>The task that writes the result.</summary>
    public static CohortTask Finish { get; } = new("finish", null);

    /// <summary>The folder, an absolute path.</summary>
    public string Folder { get; }

    /// <summary>The plan.</summary>
    public CohortPlan Plan { get; }

    /// <summary>SHA-256 of plan.json.</summary>
    public string Hash { get; }

    /// <summary>Opens the folder of a plan.</summary>
    /// <exception cref="NotFoundException">There is no plan in it.</exception>
    /// <exception cref="BadDataException">It is no plan of this version.</exception>
    public static CohortWork Open(string folder)
    {
        (CohortPlan plan, string hash) = CohortPlan.Read(Path.Combine(folder, CohortPlan.FileName));
        return new CohortWork(Path.GetFullPath(folder), plan, hash);
    }

    /// <summary>Writes a plan into a new folder, or finds the same plan there.</summary>
    /// <exception cref="PreconditionException">The folder holds another plan.</exception>
    public static CohortWork Create(string folder, CohortPlan plan)
    {
        string text = plan.Text(), file = Path.Combine(folder, CohortPlan.FileName);
        Directory.CreateDirectory(folder);
        if (File.Exists(file) && CohortPlan.HashOf(File.ReadAllText(file)) != CohortPlan.HashOf(text))
            throw new PreconditionException($"{folder}: holds another plan (other files, parameters, shards or another build). Choose another --work, or remove it.");
        if (!File.Exists(file))
        {
            string part = $"{file}.{Guid.NewGuid():N}{StepFile.Unfinished}";
            File.WriteAllText(part, text);
            File.Move(part, file, overwrite: true);
        }

        return Open(folder);
    }

    /// <summary>The file of a task.</summary>
    public string FileOf(CohortTask task) => Path.Combine(Folder, task.Phase, task.Shard is { } shard ? shard.ToString("D5", CultureInfo.InvariantCulture) : "merged");

    /// <summary>The packed cells that a task wrote beside its file.</summary>
    public string CellsFile(CohortTask task) => FileOf(task) + ".cells";

    /// <summary>What the file of a task says that it is.</summary>
    public string NameOf(CohortTask task, string? part = null) => string.Create(CultureInfo.InvariantCulture, $"{Hash}/{task.Phase}/{(task.Shard is { } shard ? shard : "merged")}{(part is null ? "" : "/" + part)}");

    /// <summary>Whether a task's file is there.</summary>
    public bool Has(CohortTask task) => File.Exists(FileOf(task));

    /// <summary>Numbers of the tasks of a phase whose files are not there.</summary>
    public IReadOnlyList<int> Missing(string phase) => [.. Enumerable.Range(0, Phase(phase).Tasks).Where(i => !Has(new CohortTask(phase, i)))];

    /// <summary>A phase of the plan.</summary>
    /// <exception cref="InvalidParameterException">It has none of that name.</exception>
    public CohortPhase Phase(string name) => Plan.Phases.FirstOrDefault(p => p.Name == name) ?? throw new InvalidParameterException($"--phase is '{name}'; the plan has {string.Join(", ", Plan.Phases.Select(p => p.Name))}.");

    /// <summary>Phases of which something is missing, in order. What a merge made is enough for what follows, but for the cells themselves, which later phases read where tasks put them.</summary>
    public IReadOnlyList<CohortPhase> Left()
    {
        bool cells = Missing(CohortPhases.Moments).Count > 0;
        return [.. Plan.Phases.Where(p => !Has(new CohortTask(p.Name, null)) || (cells && p.Name is CohortPhases.Read or CohortPhases.Filter or CohortPhases.Moments && Missing(p.Name).Count > 0))];
    }

    /// <summary>Refuses to go on while tasks of a phase are missing.</summary>
    /// <exception cref="PreconditionException">Names them.</exception>
    public void RequireShards(string phase)
    {
        IReadOnlyList<int> missing = Missing(phase);
        if (missing.Count > 0)
            throw new PreconditionException($"{Folder}: {Counted.Of(missing.Count, "shard")} of {phase} {Counted.Word(missing.Count, "is", "are")} missing: {Executors.CohortProgram.Ranges(missing)}. 'gpucqa cohort resume' runs what is missing.");
    }

    /// <summary>Writes the file of a task.</summary>
    internal void Write<T>(CohortTask task, T value, IReadOnlyList<StepTold> told, double seconds)
    {
        string file = FileOf(task);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            new StepFile(NameOf(task), DateTimeOffset.UtcNow.UtcTicks, seconds, told).Write(file, typeof(T), value, $"{file}.{Guid.NewGuid():N}{StepFile.Unfinished}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiskSpaceException($"{file}: could not be written: {error.Message}", error);
        }
    }

    /// <summary>Reads the file of a task.</summary>
    /// <exception cref="PreconditionException">It is not there.</exception>
    /// <exception cref="BadDataException">It is torn, damaged, or of another plan.</exception>
    internal (StepFile Step, T Value) Read<T>(CohortTask task, CancellationToken cancellation)
    {
        string file = FileOf(task);
        if (!File.Exists(file)) throw new PreconditionException($"{file}: is missing; {(task.Shard is null ? $"merge the phase {task.Phase} first" : $"run shard {task.Shard} of {task.Phase} first")}, or let 'gpucqa cohort resume' do what is missing.");
        try
        {
            (StepFile step, object? value) = StepFile.Read(file, NameOf(task), typeof(T), () => throw new NotSupportedException(), cancellation);
            return (step, (T)value!);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new BadDataException(file, null, $"{error.Message}; expected {NameOf(task)}. Remove it, and 'gpucqa cohort resume' makes it again.", error);
        }
    }

    /// <summary>What is wrong with the file of a task, or null.</summary>
    internal string? Damage(CohortTask task, CancellationToken cancellation)
    {
        try
        {
            StepFile.Check(FileOf(task), NameOf(task), cancellation);
            return null;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>Removes files of tasks that are torn, damaged or of another plan, so that they are made again; says which.</summary>
    public void RemoveDamaged(StepProgress progress, CancellationToken cancellation)
    {
        foreach (CohortTask task in Done())
        {
            if ((Damage(task, cancellation) ?? CellsDamage(task, cancellation)) is not { } why) continue;
            progress.Say($"{FileOf(task)}: {why}; it is made again.");
            File.Delete(FileOf(task));
        }
    }

    /// <summary>Removes what tasks that were killed left half-written; none may be running.</summary>
    internal void RemoveUnfinished()
    {
        foreach (string part in Directory.EnumerateFiles(Folder, "*" + StepFile.Unfinished, SearchOption.AllDirectories)) File.Delete(part);
    }

    // Whether the cells that a task wrote beside its file are there in full length; their bytes are looked at when they are read.
    private string? CellsDamage(CohortTask task, CancellationToken cancellation)
    {
        if (task.Shard is null || task.Phase is not (CohortPhases.Read or CohortPhases.Moments)) return null;
        long length = (task.Phase == CohortPhases.Read ? Read<TaskFile<StoredLots>>(task, cancellation).Value.Value.Cells : Read<TaskFile<StoredBlocks>>(task, cancellation).Value.Value.Cells).Length;
        var file = new FileInfo(CellsFile(task));
        long found = file.Exists ? file.Length : 0;
        return found == length ? null : string.Create(CultureInfo.InvariantCulture, $"its cells beside it have {found} bytes, expected {length}");
    }

    /// <summary>Tasks whose files are there.</summary>
    public IEnumerable<CohortTask> Done() =>
        Plan.Phases.SelectMany(p => Enumerable.Range(0, p.Tasks).Select(i => new CohortTask(p.Name, i)).Append(new CohortTask(p.Name, null))).Where(Has);
}
