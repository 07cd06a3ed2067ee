using System.Diagnostics;
using System.Globalization;
using GpuCqa.Core.Progress;
using Spectre.Console;

namespace GpuCqa.Cli.Running;

/// <summary>Shows steps on stderr: bars on a terminal, one line per finished step of a second or more elsewhere; keeps their times and the notes.</summary>
public sealed class ConsoleProgress : StepProgress
{
    private readonly List<(string Step, double Seconds)> times = [];
    private readonly List<string> notes = [];
    private readonly Stopwatch clock = new();
    private readonly bool quiet;
    private ProgressContext? context;
    private ProgressTask? task;
    private string step = "";
    private int depth;

    /// <summary>A receiver that is silent on stderr when <paramref name="quiet"/>.</summary>
    public ConsoleProgress(bool quiet) => this.quiet = quiet;

    /// <summary>Seconds of each finished step, in order.</summary>
    public IReadOnlyList<(string Step, double Seconds)> Times => times;

    /// <summary>What the user should know, in order.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Runs a job and shows its steps.</summary>
    public T Show<T>(Func<T> job)
    {
        if (quiet || Console.IsErrorRedirected) return job();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        int told = notes.Count;
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
        foreach (string note in notes.Skip(told)) Console.Error.WriteLine($"note: {note}");
        return result;
    }

    /// <inheritdoc/>
    public override void Begin(string step, long total)
    {
        // A step within a step is part of it: only the outer one is shown and timed.
        if (depth++ > 0) return;
        this.step = step;
        clock.Restart();
        if (context is null) return;
        task = context.AddTask(Markup.Escape(step), maxValue: Math.Max(1, total));
        task.IsIndeterminate = total <= 0;
    }

    /// <inheritdoc/>
    public override void Report(long done)
    {
        if (depth == 1 && task is { IsIndeterminate: false } running) running.Value = done;
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (--depth > 0) return;
        double seconds = clock.Elapsed.TotalSeconds;
        times.Add((step, seconds));
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
    public override void Note(string message)
    {
        notes.Add(message);
        if (!quiet && context is null) Console.Error.WriteLine($"note: {message}");
    }
}
