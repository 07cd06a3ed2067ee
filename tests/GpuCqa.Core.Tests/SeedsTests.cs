using FsCheck.Fluent;
using GpuCqa.Testing;
using Xunit;
using Xunit.Sdk;

namespace GpuCqa.Core.Tests;

public class SeedsTests
{
    [Fact]
    public void OfThisRun_NothingReplayed_IsTheListAndOneMore()
    {
        Assert.Equal([1, 2, 3], Seeds.Of(null).SkipLast(1));
        Assert.True(Seeds.Of("")[^1] >= 1000);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    public void OfThisRun_Replayed_IsThatSeedAlone(string value, ulong seed) => Assert.Equal([seed], Seeds.Of(value));

    [Theory]
    [InlineData("-1")]
    [InlineData("1,2")]
    [InlineData("x")]
    public void OfThisRun_NotANumber_IsRefused(string value) => Assert.Contains($"GPUCQA_SEED is '{value}'", Assert.Throws<InvalidOperationException>(() => Seeds.Of(value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_BodyFails_NamesTheSeed()
    {
        var failure = Assert.Throws<XunitException>(() => Seeds.Run(77, _ => throw new InvalidOperationException("what went wrong")));
        Assert.Equal("Seed 77 (GPUCQA_SEED=77 repeats it): what went wrong", failure.Message);
    }

    [Fact]
    public void CheckSeeds_PropertyFails_NamesTheSeedAndTheCase()
    {
        var failure = Assert.Throws<XunitException>(() => Prop.ForAll<int>(x => x < 5).CheckSeeds());
        Assert.Matches(@"^Seed \d+ \(GPUCQA_SEED=\d+ repeats it\): Falsifiable", failure.Message);
    }

    [Fact]
    public void CheckSeeds_SameSeeds_SameCases()
    {
        List<int> first = Drawn(), second = Drawn();
        Assert.Equal(20 * Seeds.OfThisRun.Count, first.Count);
        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 20);

        static List<int> Drawn()
        {
            var seen = new List<int>();
            Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seen.Add).CheckSeeds(20);
            return seen;
        }
    }
}
