using GpuCqa.Analysis.GeneSets;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Programs;

public class GeneSetMatchTests
{
    private static readonly DiscoverParameters Parameters = new() { Readouts = [], GeneSetMinGenes = 2, GeneSetMaxGenes = 3 };
    private static readonly FeatureTable Genes = new(["ENSG00000000001.4", "ENSG00000000002", "ENSG00000000003", "ENSG00000000004"], ["NKG7", "GNLY", "TBCE", "TBCE"]);

    private readonly List<string> notes = [];

    [Fact]
    public void Words_AreSymbolsOrIdsWithOrWithoutVersion()
    {
        GeneSetMatch match = Match(new GeneSet("a", "", ["NKG7", "GNLY", "ABSENT"]), new GeneSet("b", "", ["ENSG00000000001", "ENSG00000000002.9", "NKG7"]), new GeneSet("c", "", ["TBCE"]));
        Assert.Equal([[0, 1], [0, 1], [2, 3]], match.Members);
        Assert.Equal("Gene sets sets: 5 of the 6 genes in its 3 sets are among the 4 kept genes; 3 sets have 2 to 3 of them.", Assert.Single(notes));
    }

    [Fact]
    public void NoGeneInCommon_IsRefusedWithWhatBothLookLike()
    {
        var error = Assert.Throws<PreconditionException>(() => Match(new GeneSet("a", "", ["Nkg7", "Gnly"])));
        Assert.Contains("0 of the 2 genes in its 1 set are among the 4 kept genes. The sets name genes like Nkg7, Gnly, the cohort like NKG7, GNLY, TBCE", error.Message, StringComparison.Ordinal);
        Assert.Contains("another species", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoSetOfATestedSize_IsRefused() =>
        Assert.Contains("no set has 2 to 3 of them, the largest has 1", Assert.Throws<PreconditionException>(() => Match(new GeneSet("a", "", ["NKG7", "X"]))).Message, StringComparison.Ordinal);

    [Fact]
    public void ImageFeatures_AreRefused() => Assert.Throws<InvalidParameterException>(() => GeneSetMatch.Of([new GeneSetLibrary("sets", [])], Genes, CellModality.Features, Parameters, StepProgress.None));

    [Fact]
    public void GenesInTheSecondColumn_AreSaid()
    {
        Match(new GeneSet("a", "TBCE", ["NKG7", "GNLY"]));
        Assert.Contains(notes, n => n.Contains("names a gene in 1 of 1 sets; it was not taken as one", StringComparison.Ordinal));
    }

    private GeneSetMatch Match(params GeneSet[] sets) => GeneSetMatch.Of([new GeneSetLibrary("sets", sets)], Genes, CellModality.Counts, Parameters, new Told(notes)).Single();

    private sealed class Told(List<string> notes) : StepProgress
    {
        public override void Note(string message) => notes.Add(message);
    }
}
