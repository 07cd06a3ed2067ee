using System.Text.Json;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class BenchTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("simulator:0")]
    public void Bench_TinyScale_ChecksEveryOperationThenTimesIt(string device)
    {
        (int ExitCode, string Output, string Error) run = CommandLine.Run("bench", "--device", device, "--scale", "tiny", "--repeats", "1", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(device, json.GetProperty("device").GetProperty("kind").GetString());
        Assert.True(json.GetProperty("ceilings").GetProperty("copy_gb_s").GetDouble() > 0);
        Assert.Equal(8, json.GetProperty("operations").GetArrayLength());
        Assert.All(json.GetProperty("operations").EnumerateArray(), o =>
        {
            Assert.True(o.GetProperty("checked").GetBoolean(), o.ToString());
            Assert.True(o.GetProperty("seconds_median").GetDouble() > 0);
        });
    }

    [Theory]
    [InlineData("--scale", "huge", "tiny, small or full")]
    [InlineData("--only", "sorting", "knn")]
    [InlineData("--repeats", "0", "1 to 1000")]
    public void Bench_BadArgument_IsNamed(string option, string value, string expected)
    {
        (int ExitCode, string Output, string Error) run = CommandLine.Run("bench", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
