using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scratch;

namespace GpuCqa.Pipelines.Steps;

/// <summary>Keeps finished steps in files, each named by a hash over the job and the steps before it.</summary>
/// <remarks>
/// A file that is torn, altered or of something else is never used: its step is made again, and that is said. What cannot be kept does not end a run that goes well; it is said too.
/// </remarks>
/// <param name="options">Whether and where.</param>
/// <param name="inputs">Label and SHA-256 of each file that the job reads; asked once, before the first step.</param>
/// <param name="requireInputs">Throws when the files are not those any more; asked before a step is kept.</param>
public sealed class StepStore(StepOptions options, Func<IReadOnlyList<(string Label, string Sha256)>> inputs, Action? requireInputs = null) : KeptSteps, IDisposable
{
    private readonly Stopwatch age = Stopwatch.StartNew();
    private StepFolder? folder;
    private Func<BlockShelf> shelf = () => throw new InvalidOperationException("No job has begun.");
    private CancellationToken cancellation;
    private string? job, hash, last;
    private bool off;

    /// <summary>What the user of a run that ended early should know; null where nothing is kept.</summary>
    public string? Hint => folder is { HasSteps: true, Last: { } newest }
        ? string.Create(CultureInfo.InvariantCulture, $"Finished steps up to '{last ?? newest.Step}' are kept in {folder.Path} for {StepFolder.Life.Days} days: {(options.Resume ? "the same command" : "the same command with --resume")} goes on after them.")
        : null;

    /// <summary>Says which job it is, and finds what an earlier run kept.</summary>
    /// <param name="identify">Hash of the job over its files (<see cref="JobIdentity"/>).</param>
    /// <param name="shelves">Makes an empty shelf for packed cells.</param>
    /// <param name="progress">Told what was found.</param>
    /// <param name="stop">Stops the reading of kept steps.</param>
    /// <exception cref="PreconditionException">Steps were asked to be kept, and cannot be.</exception>
    public void Begin(Func<IReadOnlyList<(string Label, string Sha256)>, string> identify, Func<BlockShelf> shelves, StepProgress progress, CancellationToken stop)
    {
        string identity = identify(inputs());
        (job, hash, shelf, cancellation) = (identity, identity, shelves, stop);
        StepFolder.RemoveOld(options.Parent, DateTime.UtcNow);
        try
        {
            folder = StepFolder.Take(options.Parent, identity, make: options.Asked);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string why = $"{StepFolder.PathOf(options.Parent, identity)}: {(error is UnauthorizedAccessException ? "another user's, or not to be written to" : "another run of the same job works on it, or the disk refuses")}: {error.Message}";
            if (options.Asked) throw new PreconditionException($"Finished steps cannot be kept in {why} Wait for the other run, or name another folder by --scratch.", error);
            progress.Say($"Finished steps are not kept in {why}");
            off = true;
            return;
        }

        if (folder?.Last is not { } newest)
        {
            if (options is { Resume: true, Asked: true }) progress.Say($"No earlier run of this command left finished steps in {options.Parent}; it begins anew, and keeps its own. With other inputs or parameters, another version or another kind of device it would be another job.");
        }
        else if (!options.Resume)
        {
            progress.Say($"An earlier run of this command was stopped after '{newest.Step}' ({When(newest.Finished)}); --resume would go on from there. This run begins anew.");
        }
    }

    /// <summary>Sees to it that there is room on the disk.</summary>
    /// <param name="stepBytes">Bytes of all steps of the job, at most.</param>
    /// <param name="scratchBytes">Bytes that its scratch files take on the same disk.</param>
    /// <param name="progress">Told when nothing will be kept.</param>
    /// <exception cref="DiskSpaceException">Steps were asked to be kept, and there is too little room.</exception>
    public void Require(long stepBytes, long scratchBytes, StepProgress progress)
    {
        if (off || options.KeepAfter is null) return;
        long freeBytes = ScratchFolder.FreeBytes(options.Parent);
        long needed = Math.Max(0, stepBytes - (folder?.Bytes ?? 0)) + scratchBytes;
        if (needed <= freeBytes) return;
        string shortage = string.Create(CultureInfo.InvariantCulture, $"{options.Parent}: {freeBytes / 1e6:0} MB are free; finished steps and scratch files need {needed / 1e6:0} MB.");
        if (options.Asked) throw new DiskSpaceException($"{shortage} Free the disk, or name a folder on another disk by --scratch.");
        progress.Say($"{shortage} Finished steps are not kept: a run that is stopped would begin anew.");
        off = true;
    }

    /// <inheritdoc/>
    public override T Of<T>(string step, StepProgress progress, Func<StepProgress, T> make)
    {
        if (job is null) return make(progress);
        hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash}\n{step}")));
        if (options.Resume && Kept(step, progress, out T? kept)) return kept!;
        var listener = new StepListener(progress);
        long began = Stopwatch.GetTimestamp();
        T made = make(listener);
        Keep(new StepFile(hash, DateTimeOffset.UtcNow.UtcTicks, Stopwatch.GetElapsedTime(began).TotalSeconds, listener.Told), step, made, progress);
        return made;
    }

    /// <summary>The job succeeded: nothing of it is needed any more.</summary>
    public void Done()
    {
        if (folder is not null) Try(folder.Remove);
        folder?.Dispose();
        folder = null;
        off = true;
    }

    /// <summary>Lets go of the folder; what was kept stays for a later run, unless the job is done.</summary>
    public void Dispose()
    {
        if (folder is { HasSteps: false }) folder.Remove();
        folder?.Dispose();
        folder = null;
    }

    private bool Kept<T>(string step, StepProgress progress, out T? value)
    {
        value = default;
        string? file = folder?.File(step, hash!);
        if (file is null || !File.Exists(file)) return false;
        progress.Begin(step, 0);
        try
        {
            (StepFile found, object? made) = StepFile.Read(file, hash!, typeof(T), shelf, cancellation);
            value = (T?)made;
            foreach (StepTold told in found.Told) told.To(progress);
            progress.Resumed(step, new DateTimeOffset(found.FinishedTicks, TimeSpan.Zero), found.Seconds);
            last = step;
            return true;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            progress.Say($"What was kept of '{step}' cannot be used ({error.Message}); it is computed again.");
            Try(() => File.Delete(file));
            return false;
        }
        finally
        {
            progress.End();
        }
    }

    private void Keep<T>(StepFile file, string step, T made, StepProgress progress)
    {
        if (off || options.KeepAfter is not { } old || age.Elapsed < old) return;
        requireInputs?.Invoke();
        try
        {
            bool first = folder is null;
            folder ??= StepFolder.Take(options.Parent, job!, make: true)!;
            file.Write(folder.File(step, hash!), typeof(T), made);
            if (first && !options.Asked) progress.Say($"Finished steps are kept in {folder.Path} from now on: if this run is stopped, the same command with --resume goes on from there.");
            last = step;
        }
        // A file that may not grow, by its file system or a limit of the user, is an argument out of range to the runtime. A value that no file can hold is a defect, which ends no run of hours.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or NotSupportedException)
        {
            off = true;
            progress.Say($"The step '{step}' could not be kept: {error.Message} The run goes on; {(last is null ? "stopped, it would begin anew" : $"stopped, it could be gone on with after '{last}'")}.");
        }
    }

    private static string When(DateTimeOffset time) => StepTime.Of(time, DateTimeOffset.Now);

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is replaced by the next run, or goes when it is old.
        }
    }
}
