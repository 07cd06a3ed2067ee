using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Pipelines.Tests.References;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Steps;

public sealed class KeptDiscoveryTests : IDisposable
{
    private readonly SmallRuns runs = new();

    [Fact]
    public void Discovery_StoppedAtAnyEvent_GoesOnToTheSameBitsAndLeavesNothing()
    {
        var whole = new Stopper();
        string expected = runs.Run(null, whole);
        int resumed = 0;
        for (int at = 0; at < whole.Events; at++)
        {
            runs.Stopped(runs.Kept, new Stopper(at));
            var rest = new Stopper();
            Assert.Equal(expected, runs.Run(runs.Kept, rest));
            Assert.Equal(whole.Notes, rest.Notes);
            Assert.Equal(SmallRuns.Steps[..rest.Resumes.Count], rest.Resumes);
            Assert.InRange(rest.Resumes.Count, resumed, SmallRuns.Steps.Length);
            resumed = rest.Resumes.Count;
            Assert.Empty(runs.Left);
        }

        // The reference, whose limits are the last step, ends after them.
        Assert.Equal(SmallRuns.Steps.Length, resumed);
    }

    [Fact]
    public void Discovery_StoppedAgainAndAgain_GoesOnToTheSameBits() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        var whole = new Stopper();
        string expected = runs.Run(null, whole);
        for (int stop = 0; stop < 4; stop++) runs.Stopped(runs.Kept, new Stopper(random.Next((5 * stop) + 1, (5 * stop) + 6)), threads: 1 + (stop % 2));
        Assert.Equal(expected, runs.Run(runs.Kept, new Stopper(), threads: 2));
        Assert.Empty(runs.Left);
    });

    [Theory]
    [InlineData("empty")]
    [InlineData("torn")]
    [InlineData("altered")]
    [InlineData("longer")]
    [InlineData("foreign")]
    public void Step_ThatIsNotWhatWasWritten_IsMadeAgainAndItIsSaid(string damage)
    {
        string expected = runs.Run(null, new Stopper());
        runs.Run(runs.Kept, new Stopper(), during: _ => Save());
        foreach (string step in SmallRuns.Steps)
        {
            Restore();
            string file = Assert.Single(runs.Files, f => Path.GetFileName(f).StartsWith(step.Replace(' ', '_').Replace(":", "", StringComparison.Ordinal) + "-", StringComparison.Ordinal));
            Damage(file, damage, runs.Files.First(f => f != file));
            var rest = new Stopper();
            Assert.Equal(expected, runs.Run(runs.Kept, rest));
            Assert.Equal(SmallRuns.Steps.Except([step]), rest.Resumes);
            Assert.Contains($"'{step}' cannot be used", Assert.Single(rest.Said), StringComparison.Ordinal);
            Assert.Empty(runs.Left);
        }
    }

    [Fact]
    public void Steps_OfAnotherJob_AreNotTaken()
    {
        runs.Stopped(runs.Kept, new Stopper(12));
        Assert.NotEmpty(runs.Files);
        var other = new Stopper();
        runs.Run(runs.Kept, other, SmallReference.Parameters with { Seed = 2 });
        Assert.Empty(other.Resumes);
        File.AppendAllText(runs.Cohort.Sheet, "\n");
        var changed = new Stopper();
        runs.Run(runs.Kept, changed);
        Assert.Empty(changed.Resumes);
    }

    [Fact]
    public void Steps_OfARunThatDoesNotResume_AreNotTakenButSaid()
    {
        runs.Stopped(runs.Kept, new Stopper(12));
        var anew = new Stopper();
        runs.Run(new StepOptions(runs.Parent), anew);
        Assert.Empty(anew.Resumes);
        Assert.Contains("--resume", Assert.Single(anew.Said), StringComparison.Ordinal);
        // It succeeded: what the stopped one left is not needed either.
        Assert.Empty(runs.Left);
    }

    [Fact]
    public void Steps_OfARunThatIsNotLong_AreNotKept()
    {
        runs.Stopped(new StepOptions(runs.Parent), new Stopper(12));
        Assert.Empty(runs.Left);
        runs.Stopped(new StepOptions(runs.Parent) { KeepAfter = null }, new Stopper(12));
        Assert.Empty(runs.Left);
    }

    [Fact]
    public void Steps_ThatAnotherRunWorksOn_AreRefusedWhereTheyWereAskedFor()
    {
        runs.Run(runs.Kept, new Stopper(), during: _ =>
        {
            Assert.Contains("another run", Assert.Throws<PreconditionException>(() => runs.Run(runs.Kept, new Stopper())).Message, StringComparison.Ordinal);
            var beside = new Stopper();
            runs.Run(new StepOptions(runs.Parent) { KeepAfter = TimeSpan.Zero }, beside);
            Assert.Contains("not kept", Assert.Single(beside.Said), StringComparison.Ordinal);
            Assert.Equal(SmallRuns.Steps.Length, runs.Files.Length);
        });
        Assert.Empty(runs.Left);
    }

    [Fact]
    public void Steps_OfInputsThatChange_AreNotKept()
    {
        var error = Assert.Throws<BadDataException>(() => runs.Run(runs.Kept, new Changer(() => File.AppendAllText(runs.Cohort.Sheet, "\n"))));
        Assert.Contains("changed while it was read", error.Message, StringComparison.Ordinal);
        Assert.Empty(runs.Left);
    }

    [Fact]
    public void Steps_OfADiscovery_TakeNoMoreDiskThanThePlanSays()
    {
        var pipeline = new DiscoveryPipeline(CohortSheet.Read(runs.Cohort.Sheet), SmallReference.Parameters, null, new CellFileOptions());
        long planned = StepDisk.BytesOf(pipeline.Plan(null, _ => { }, CancellationToken.None).Size, SmallReference.Parameters);
        runs.Run(runs.Kept, new Stopper(), during: _ => Assert.InRange(runs.Files.Sum(f => new FileInfo(f).Length), 1, planned));
    }

    [Fact]
    public void Steps_MoreThanTheDiskHolds_AreRefusedWhereTheyWereAskedFor()
    {
        using var asked = new StepStore(runs.Kept, () => []);
        Assert.Throws<DiskSpaceException>(() => asked.Require(long.MaxValue / 2, 0, StepProgress.None));
        using var unasked = new StepStore(runs.Kept with { Asked = false }, () => []);
        var told = new Stopper();
        unasked.Require(0, long.MaxValue / 2, told);
        Assert.Contains("not kept", Assert.Single(told.Said), StringComparison.Ordinal);
    }

    public void Dispose() => runs.Dispose();

    private readonly Dictionary<string, byte[]> saved = [];

    private void Save()
    {
        foreach (string file in runs.Files) saved[file] = File.ReadAllBytes(file);
    }

    private void Restore()
    {
        foreach ((string file, byte[] bytes) in saved)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private static void Damage(string file, string damage, string other)
    {
        byte[] bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "empty":
                bytes = [];
                break;
            case "torn":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "altered":
                bytes[bytes.Length / 2] ^= 1;
                break;
            case "longer":
                bytes = [.. bytes, 0];
                break;
            default:
                bytes = File.ReadAllBytes(other);
                break;
        }

        File.WriteAllBytes(file, bytes);
    }

    private sealed class Changer(Action change) : StepProgress
    {
        private bool done;

        public override void End()
        {
            if (!done) change();
            done = true;
        }
    }
}
