using System.Globalization;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Steps;
using Spectre.Console;

namespace GpuCqa.Cli.Running;

/// <summary>Shows steps on stderr: bars on a terminal, one line per finished step of a second or more elsewhere; keeps their times and the notes.</summary>
public sealed class ConsoleProgress : StepRecorder
{
    private readonly bool quiet;
    private readonly List<string> held = [];
    private IAnsiConsole? console;
    private ProgressContext? context;
    private ProgressTask? task;

    /// <summary>A receiver that is silent on stderr when <paramref name="quiet"/>.</summary>
    public ConsoleProgress(bool quiet) => this.quiet = quiet;

    /// <summary>Runs a job and shows its steps.</summary>
    public T Show<T>(Func<T> job)
    {
        if (quiet || Console.IsErrorRedirected) return job();
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        T result = console.Progress().AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(running =>
            {
                context = running;
                try
                {
                    return job();
                }
                finally
                {
                    context = null;
                }
            });
        // A line among live bars would tear them.
        foreach (string line in held) Console.Error.WriteLine(line);
        held.Clear();
        return result;
    }

    /// <inheritdoc/>
    protected override void Begun(string step, long total)
    {
        if (context is null) return;
        task = context.AddTask(Markup.Escape(step), maxValue: Math.Max(1, total));
        task.IsIndeterminate = total <= 0;
    }

    /// <inheritdoc/>
    protected override void Advanced(long done)
    {
        if (task is { IsIndeterminate: false } running) running.Value = done;
    }

    /// <inheritdoc/>
    protected override void Ended(string step, double seconds)
    {
        if (task is not null)
        {
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            task.StopTask();
            task = null;
        }
        else if (!quiet && seconds >= 1)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}: {seconds:0.0} s"));
        }
    }

    /// <inheritdoc/>
    protected override void Noted(string message) => Hold($"note: {message}");

    /// <inheritdoc/>
    protected override void Warned(string message) => Hold(WarningMark + message);

    /// <inheritdoc/>
    protected override void TookOver(string step, DateTimeOffset finished, double seconds) => Said($"resumed: {step} (from {StepTime.Of(finished, DateTimeOffset.Now)})");

    /// <inheritdoc/>
    /// <remarks>At once, above bars that are being drawn.</remarks>
    protected override void Said(string message)
    {
        if (quiet) return;
        if (context is null) Console.Error.WriteLine(message);
        else console!.WriteLine(message);
    }

    private void Hold(string line)
    {
        if (quiet) return;
        if (context is null) Console.Error.WriteLine(line);
        else held.Add(line);
    }
}
