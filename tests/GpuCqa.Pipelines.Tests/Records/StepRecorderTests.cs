using GpuCqa.Pipelines.Records;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Records;

public class StepRecorderTests
{
    [Fact]
    public void Step_WithinAStep_IsPartOfTheOuterOne()
    {
        var recorder = new Told();
        recorder.Begin("outer", 10);
        recorder.Report(3);
        recorder.Begin("inner", 5);
        recorder.Report(5);
        recorder.Note("seen");
        recorder.End();
        recorder.Report(10);
        recorder.End();
        recorder.Begin("next", 0);
        recorder.End();
        Assert.Equal(["begin outer 10", "3", "note seen", "10", "end outer", "begin next 0", "end next"], recorder.Lines);
        Assert.Equal(["outer", "next"], recorder.Times.Select(t => t.Step));
        Assert.Equal(["seen"], recorder.Notes);
    }

    private sealed class Told : StepRecorder
    {
        public List<string> Lines { get; } = [];

        protected override void Begun(string step, long total) => Lines.Add($"begin {step} {total}");

        protected override void Advanced(long done) => Lines.Add($"{done}");

        protected override void Ended(string step, double seconds) => Lines.Add($"end {step}");

        protected override void Noted(string message) => Lines.Add($"note {message}");
    }
}
