using System.Reflection;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public class AssociateMessageTests
{
    [Fact]
    public void EveryParameter_OfTheCommandLine_ArrivesAtTheService()
    {
        var sent = new AssociationParameters { Readouts = ["a", "b"], Seed = 7, Confidence = 0.9, Alpha = 0.01, AliquotIcc = 0.004, ExactLots = 10, ExactOrders = 1_000, Permutations = 5_000, Predict = true, PredictFeatures = "clr", PredictPermutations = 500, EffectiveCells = true, EffectiveCellsOf = "seeded", Describe = true, Block = ["donor", "batch"], Unit = "mother", Covariates = ["age"], Replicates = ["a=a1,a2"] };
        var defaults = new AssociationParameters { Readouts = [] };
        foreach (PropertyInfo property in typeof(AssociationParameters).GetProperties().Where(p => p.CanWrite))
            Assert.True(Text(property.GetValue(defaults)) != Text(property.GetValue(sent)), $"{property.Name} has its default here, so that a loss would not be seen.");
        Assert.Equal(Text(sent), Text(AssociateFields.Read(Message(sent))));
        Assert.Equal(Text(defaults with { Readouts = ["a"] }), Text(AssociateFields.Read(new AssociateSpec { Readouts = { "a" } })));
    }

    [Fact]
    public void HowTheTableIsRead_IsInTheMessage()
    {
        AssociateSpec spec = Message(new AssociationParameters { Readouts = ["a"] });
        Assert.Equal(("d", "c", "lot_id", "n", "percent", "all", "ja"), (spec.Dataset, spec.Cohort, spec.LotColumn, spec.CountColumn, spec.Values, spec.TotalColumn, spec.ReportLanguage));
        Assert.Equal("medium", spec.ConditionColumn);
        Assert.Equal("a=x,y;type;A", string.Join(';', [.. spec.Levels, .. spec.StateColumns, .. spec.States]));
    }

    private static AssociateSpec Message(AssociationParameters tests) => AssociateMessage.Of("d", "c", new AssociateRequest
    {
        Table = "t.csv", Tests = tests, Levels = ["a=x,y"], LotColumn = "lot_id", StateColumns = ["type"], CountColumn = "n", ConditionColumn = "medium", States = ["A"], Values = "percent", TotalColumn = "all",
    }, ReportLanguage.Japanese);

    private static string Text(object? value) => JsonSerializer.Serialize(value);
}
