namespace GpuCqa.Pipelines.Steps;

/// <summary>The kept steps of one job: a folder of its user's alone, found by the job's hash, which outlives the process until the job succeeds or nobody went on with it for <see cref="Life"/>.</summary>
/// <remarks>Beside it lies a file of the same name with .lock, which the process that works on the job holds.</remarks>
internal sealed class StepFolder : IDisposable
{
    /// <summary>What its name begins with.</summary>
    public const string Prefix = "gpucqa-steps-";

    /// <summary>How long steps are kept that nobody goes on with.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private const string LockEnd = ".lock";
    private const int NameCharacters = 16;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream held;

    private StepFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Whether it holds a step.</summary>
    public bool HasSteps => Steps().Any();

    /// <summary>Bytes of its steps.</summary>
    public long Bytes => Steps().Sum(f => f.Length);

    /// <summary>The step that was kept last, and when; null when there is none.</summary>
    public (string Step, DateTimeOffset Finished)? Last => Steps().MaxBy(f => f.LastWriteTimeUtc) is { } file ? (StepOf(file.Name), file.LastWriteTimeUtc) : null;

    /// <summary>Where the folder of a job would be.</summary>
    public static string PathOf(string parent, string job) => System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), Prefix + job[..NameCharacters]);

    /// <summary>The file of a step.</summary>
    /// <param name="step">Short name.</param>
    /// <param name="hash">Hash that the step is known by.</param>
    public string File(string step, string hash) => System.IO.Path.Combine(Path, $"{step.Replace(' ', '_').Replace(":", "", StringComparison.Ordinal)}-{hash}");

    /// <summary>Takes the folder of a job.</summary>
    /// <param name="parent">Where folders of jobs are.</param>
    /// <param name="job">Hash of the job.</param>
    /// <param name="make">Makes it where there is none.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="IOException">Another process works on the job, or the disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static StepFolder? Take(string parent, string job, bool make)
    {
        string path = PathOf(parent, job);
        if (!make && !Directory.Exists(path)) return null;
        Directory.CreateDirectory(parent);
        FileStream held = Held(path + LockEnd);
        try
        {
            if (new DirectoryInfo(path).LinkTarget is not null) throw new UnauthorizedAccessException($"{path} is a link.");
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                // Whoever may not change its mode does not own it: what lies in it would be another user's word.
                Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
                System.IO.File.SetUnixFileMode(path, Own | UnixFileMode.UserExecute);
            }

            foreach (string part in Directory.EnumerateFiles(path, "*" + StepFile.Unfinished)) System.IO.File.Delete(part);
            return new StepFolder(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Removes folders that nobody went on with.</summary>
    /// <param name="parent">Where folders of jobs are; need not exist.</param>
    /// <param name="now">Time, UTC.</param>
    public static void RemoveOld(string parent, DateTime now)
    {
        if (!Directory.Exists(parent)) return;
        foreach (string file in Directory.EnumerateFiles(parent, Prefix + "*" + LockEnd))
        {
            string path = file[..^LockEnd.Length];
            try
            {
                if ((Directory.Exists(path) ? Directory.GetLastWriteTimeUtc(path) : System.IO.File.GetLastWriteTimeUtc(file)) > now - Life) continue;
                using var old = new StepFolder(path, Held(file));
                old.Remove();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody works on it, or it is another user's.
            }
        }
    }

    /// <summary>Removes it with all steps.</summary>
    public void Remove()
    {
        // The lock goes last: a folder without one would be nobody's.
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        System.IO.File.Delete(held.Name);
    }

    /// <summary>Lets go of it; its steps stay.</summary>
    public void Dispose() => held.Dispose();

    private IEnumerable<FileInfo> Steps() => new DirectoryInfo(Path).EnumerateFiles().Where(f => !f.Name.EndsWith(StepFile.Unfinished, StringComparison.Ordinal));

    private static string StepOf(string file) => file.LastIndexOf('-') is > 0 and var at ? file[..at].Replace('_', ' ') : file;

    private static FileStream Held(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        return new FileStream(file, options);
    }
}
