using System.Reflection;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public class CompareMessageTests
{
    [Fact]
    public void EveryParameter_OfTheCommandLine_ArrivesAtTheService()
    {
        var sent = new CompareParameters { Change = "c", Before = "p=A", After = "p=B", Pair = "donor", Variance = "pooled", Alpha = 0.1, RangeDeviations = 2, MethodShare = 0.2, Drift = 0.3, Draws = 1000, Directions = 10, Places = 20, Seed = 7, StateColumn = "s", Embedding = "X" };
        var defaults = new CompareParameters { Change = "", Before = "", After = "" };
        foreach (PropertyInfo property in typeof(CompareParameters).GetProperties().Where(p => p.CanWrite))
            Assert.True(Text(property.GetValue(defaults)) != Text(property.GetValue(sent)), $"{property.Name} has its default here, so that a loss would not be seen.");
        CompareSpec spec = CompareMessage.Of("cohort", "a", "m", "x", sent, ReportLanguage.Japanese);
        Assert.Equal(Text(sent), Text(CompareFields.Read(spec)));
        Assert.Equal(("cohort", "a", "m", "x", "ja"), (spec.Cohort, spec.Attributes, spec.Method, spec.Cells, spec.ReportLanguage));
        Assert.Equal(Text(defaults with { Change = "c", Before = "p=A", After = "p=B" }), Text(CompareFields.Read(new CompareSpec { Change = "c", Before = "p=A", After = "p=B" })));
    }

    private static string Text(object? value) => JsonSerializer.Serialize(value);
}
