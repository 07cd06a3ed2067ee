using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Discoveries;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Discoveries;

public class DiscoveryPipelineTests
{
    [Fact]
    public void Lots_OfOtherRolesOrWithoutAValue_AreLeftOut()
    {
        Lot[] lots = [.. Enumerable.Range(0, 6).Select(l => Lot($"L{l}", "train", l == 2 ? "" : $"{l}.5")), Lot("T0", "test", "1")];
        var pipeline = new DiscoveryPipeline(new Cohort("sheet", ["lot", "vegf"], lots), Parameters, null, new CellFileOptions());
        Assert.Equal(["L0", "L1", "L3", "L4", "L5"], pipeline.Lots.Select(l => l.Name));
        Assert.Equal(["1 train lot has no value of a readout and is left out: L2.", "1 lot of 7 is not used, because only lots of the role train are: T0 (role test). They are what a finding is tested on: gpucqa map maps their cells onto the reference of this result."], pipeline.Notes);
        Assert.Contains("5 lots", pipeline.Design.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Lots_WithoutACellFile_AreRefusedBeforeReading()
    {
        Lot[] lots = [.. Enumerable.Range(0, 6).Select(l => Lot($"L{l}", "train", $"{l}"))];
        var pipeline = new DiscoveryPipeline(new Cohort("sheet", ["lot", "vegf"], lots), Parameters, null, new CellFileOptions());
        var error = Assert.Throws<InvalidParameterException>(() => pipeline.Plan(null, _ => { }, CancellationToken.None));
        Assert.Contains("'L0' has no path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readout_ThatIsNoColumn_IsNotFound() => Assert.Throws<NotFoundException>(() =>
        new DiscoveryPipeline(new Cohort("sheet", ["lot"], [Lot("L0", "train", "1")]), Parameters, null, new CellFileOptions()));

    private static DiscoverParameters Parameters { get; } = new() { Readouts = ["vegf"] };

    private static Lot Lot(string name, string role, string vegf) => new(name, null, role, null, null, null, null, new Dictionary<string, string> { ["lot"] = name, ["vegf"] = vegf });
}
