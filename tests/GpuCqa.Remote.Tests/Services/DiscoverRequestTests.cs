using System.Reflection;
using System.Text.Json;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public class DiscoverRequestTests
{
    // What no option of the command line sets and no field of the message; gene sets are called by their files, here and there.
    private static readonly string[] Fixed = [nameof(DiscoverParameters.Preset), nameof(DiscoverParameters.ScaleFactor), nameof(DiscoverParameters.PruneSnn), nameof(DiscoverParameters.GeneSets)];

    [Fact]
    public void EveryParameter_OfTheCommandLine_ArrivesAtTheService()
    {
        var sent = new DiscoverParameters
        {
            Readouts = ["a", "b"], Seed = 7, MinGenes = 11, MaxGenes = 12_000, MinCounts = 13.5, MaxMitoPercent = 14.5, Mads = 3.5, MinCells = 4, MinCellsPerLot = 6, MitoPattern = "^mito", VariableGenes = 500, Components = 40,
            Dimensions = 20, Align = "harmony", Neighbors = 15, Algorithm = "louvain", Resolutions = [0.3, 0.7], LayoutNeighbors = 25, LayoutMinDistance = 0.2, LayoutEpochs = 100, Confidence = 0.9, Alpha = 0.01,
            AliquotIcc = 0.004, ExactLots = 10, ExactOrders = 5_000_000, Permutations = 5_000, Predict = true, PredictFeatures = "clr", PredictClusters = "once", PredictPermutations = 500, EffectiveCells = true, EffectiveCellsOf = "seeded", Describe = true, MarkerMinPct = 0.2, MarkerMinLog2Fc = 0.5, KeyGene = "LRRC75A", Route = "both", TestedNeighbourhoods = 50, Block = ["donor", "batch"], Unit = "mother", Covariates = ["age"], Replicates = ["a=a1,a2"], Levels = ["b=low,high"], PseudobulkMinCells = 12, GeneSetMinGenes = 5, GeneSetMaxGenes = 700, StabilitySubsamples = 30, StabilitySeeds = 11,
            ImageMetadata = "^(?P<donor>.)_", Plate = "donor", Controls = ["well=A01,B02", "all"], MaxFeatureCorrelation = 0.8, ImageObjects = ["Cells", "Nuclei"],
        };
        var defaults = new DiscoverParameters { Readouts = [] };
        foreach (PropertyInfo property in typeof(DiscoverParameters).GetProperties().Where(p => p.CanWrite && !Fixed.Contains(p.Name)))
            Assert.True(Text(property.GetValue(defaults)) != Text(property.GetValue(sent)), $"{property.Name} has its default here, so that a loss would not be seen.");
        Assert.Equal(Text(sent), Text(DiscoverFields.Read(DiscoverRequest.Of("projects/p/cohorts/c", sent, new CellFileOptions(), ReportLanguage.Japanese))));
        DiscoverParameters plain = defaults with { Readouts = ["a"] };
        Assert.Equal(Text(plain), Text(DiscoverFields.Read(DiscoverRequest.Of("projects/p/cohorts/c", plain, new CellFileOptions(), ReportLanguage.English))));
    }

    [Fact]
    public void Stability_WithoutNumbers_TakesTheCommandLinesDefaults_AndNumbersNeedIt()
    {
        DiscoverParameters asked = DiscoverFields.Read(new Api.V1.DiscoverSpec { Readouts = { "a" }, Stability = true });
        Assert.Equal((DiscoverParameters.DefaultSubsamples, DiscoverParameters.DefaultSeeds), (asked.StabilitySubsamples, asked.StabilitySeeds));
        Assert.False(DiscoverFields.Read(new Api.V1.DiscoverSpec { Readouts = { "a" } }).AsksStability());
        Assert.Throws<InvalidParameterException>(() => DiscoverFields.Read(new Api.V1.DiscoverSpec { Readouts = { "a" }, StabilitySeeds = 3 }));
        Assert.Throws<InvalidParameterException>(() => DiscoverFields.Read(new Api.V1.DiscoverSpec { Readouts = { "a" }, Stability = true, StabilitySubsamples = 0 }));
    }

    [Fact]
    public void HowFilesAreRead_IsInTheMessage()
    {
        Api.V1.DiscoverSpec spec = DiscoverRequest.Of("c", new DiscoverParameters { Readouts = ["a"] }, new CellFileOptions { Genome = "hg19", Layer = "raw_counts", UseRaw = true }, ReportLanguage.Japanese);
        Assert.Equal(("hg19", "raw_counts", true, "ja"), (spec.Read.Genome, spec.Read.Layer, spec.Read.UseRaw, spec.ReportLanguage));
    }

    private static string Text(object? value) => JsonSerializer.Serialize(value);
}
