using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Tests.Steps;

/// <summary>Stops a run at its n-th beginning or end of a step, as a signal would; and remembers what it was told.</summary>
internal sealed class Stopper(int at = int.MaxValue) : StepProgress
{
    public int Events { get; private set; }

    public List<string> Resumes { get; } = [];

    public List<string> Said { get; } = [];

    public List<string> Notes { get; } = [];

    public override void Begin(string step, long total) => Count();

    public override void End() => Count();

    public override void Note(string message) => Notes.Add(message);

    public override void Resumed(string step, DateTimeOffset finished, double seconds) => Resumes.Add(step);

    public override void Say(string message) => Said.Add(message);

    private void Count()
    {
        if (Events++ == at) throw new OperationCanceledException();
    }
}
