using System.Reflection;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Perturbations;
using GpuCqa.Pipelines.Potency;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public class EvidenceMessageTests
{
    [Fact]
    public void EveryParameterOfPotency_OfTheCommandLine_ArrivesAtTheService()
    {
        var sent = new PotencyParameters { Readout = "vegf", Weights = "1/y", Unit = "ng/mL", ControlLot = "C", Confidence = 0.9, Tolerance = 0.15, LowestTolerance = 0.3, MostVariation = 0.1, ParallelMargin = 0.3, LowerLimit = 2, UpperLimit = 900, Cells = 1e5, Hours = 48, Volume = 0.5 };
        Differ(new PotencyParameters(), sent);
        Assert.Equal(Text(sent), Text(PotencyKind.Parameters(PotencyMessage.Of("d", new PotencyRequest { Table = "t", Parameters = sent }, ReportLanguage.Japanese))));
        Assert.Equal(Text(new PotencyParameters()), Text(PotencyKind.Parameters(new PotencySpec())));
        Assert.Equal("od", PotencyMessage.Of("d", new PotencyRequest { Table = "t", ResponseColumn = "od" }, ReportLanguage.English).ResponseColumn);
    }

    [Fact]
    public void EveryParameterOfPerturb_OfTheCommandLine_ArrivesAtTheService()
    {
        var bare = new PerturbParameters { Readout = "r", PositiveControl = "P", NonTargeting = [] };
        var sent = new PerturbParameters { Readout = "vegf", PositiveControl = "VEGFA", NonTargeting = ["NT", "SCR"], Direction = "increase", Alpha = 0.01, Confidence = 0.9, Correction = "dunnett", LeastKnockdown = 70, FewestSirnas = 3, Margin = 0.1, LeastViability = 0.9, PerViableCell = true };
        Differ(bare, sent);
        Assert.Equal(Text(sent), Text(PerturbKind.Parameters(PerturbMessage.Of("d", new PerturbRequest { Table = "t", Parameters = sent }, ReportLanguage.Japanese))));
        Assert.Equal(Text(bare), Text(PerturbKind.Parameters(new PerturbSpec { Readout = "r", PositiveControl = "P" })));
        PerturbSpec columns = PerturbMessage.Of("d", new PerturbRequest { Table = "t", Parameters = sent, ViabilityColumn = "v", KnockdownColumn = "k" }, ReportLanguage.English);
        Assert.Equal(("v", "k"), (columns.ViabilityColumn, columns.KnockdownColumn));
    }

    private static void Differ<T>(T defaults, T sent)
    {
        foreach (PropertyInfo property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            Assert.True(Text(property.GetValue(defaults)) != Text(property.GetValue(sent)), $"{property.Name} has its default here, so that a loss would not be seen.");
    }

    private static string Text(object? value) => JsonSerializer.Serialize(value);
}
