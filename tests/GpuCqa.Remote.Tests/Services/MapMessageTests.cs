using System.Reflection;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public class MapMessageTests
{
    // What no option of the command line sets, and no field of the message.
    private static readonly string[] Fixed = [nameof(MapParameters.Unit)];

    [Fact]
    public void EveryParameter_OfTheCommandLine_ArrivesAtTheService()
    {
        var sent = new MapParameters
        {
            Method = "symphony", Preset = "seurat-v5", Reduction = "cca", KAnchor = 6, KFilter = 0, KScore = 31, KWeight = 51, KVote = 16, Confidence = 0.9, Roles = ["test", "later"], Falsification = ["test:uc"], PostHoc = true, KeepAnchors = true, Seed = 7,
        };
        var defaults = new MapParameters();
        foreach (PropertyInfo property in typeof(MapParameters).GetProperties().Where(p => p.CanWrite && !Fixed.Contains(p.Name)))
            Assert.True(Text(property.GetValue(defaults)) != Text(property.GetValue(sent)), $"{property.Name} has its default here, so that a loss would not be seen.");
        Assert.Equal(Text(sent), Text(MapFields.Read(Message(sent))));
        Assert.Equal(Text(defaults), Text(MapFields.Read(Message(defaults))));
        Assert.Equal(Text(defaults), Text(MapFields.Read(new MapSpec())));
    }

    [Fact]
    public void HowFilesAreRead_IsInTheMessage()
    {
        MapSpec spec = Message(new MapParameters());
        Assert.Equal(("projects/p/cohorts/c", "projects/p/references/r", "hg19", "raw_counts", true, "id", "ja"), (spec.Cohort, spec.Reference, spec.Read.Genome, spec.Read.Layer, spec.Read.UseRaw, spec.Read.CellColumn, spec.ReportLanguage));
    }

    [Fact]
    public void HowImagesAreRead_ArrivesAtTheService()
    {
        var sent = new ImageOptions { Metadata = "^(?P<donor>.)_", Plate = "donor", Controls = ["well=A01,B02"], Objects = ["Cells", "Nuclei"] };
        Assert.Equal(Text(sent), Text(ImageFields.Of(MapMessage.Of("c", "r", new MapParameters(), new CellFileOptions { Images = sent }, ReportLanguage.English))));
        Assert.Null(ImageFields.Of(Message(new MapParameters())));
        Assert.Throws<InvalidParameterException>(() => ImageFields.Of(new MapSpec { Controls = { "A01" } }));
        Assert.Throws<InvalidParameterException>(() => ImageFields.Of(new MapSpec { ImageMetadata = "(" }));
    }

    private static MapSpec Message(MapParameters parameters) =>
        MapMessage.Of("projects/p/cohorts/c", "projects/p/references/r", parameters, new CellFileOptions { Genome = "hg19", Layer = "raw_counts", UseRaw = true, IdColumn = "id" }, ReportLanguage.Japanese);

    private static string Text(object? value) => JsonSerializer.Serialize(value);
}
