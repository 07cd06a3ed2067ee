using System.Text.Json;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class DeviceTests
{
    [Fact]
    public void Devices_Json_ListsEveryDeviceAndSaysWhatWasBuiltIn()
    {
        var (code, output, _) = CommandLine.Run("devices", "--json");
        Assert.Equal(0, code);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement[] devices = [.. document.RootElement.GetProperty("devices").EnumerateArray()];
        Assert.Contains(devices, d => d.GetProperty("kind").GetString() == "cpu");
        JsonElement simulator = Assert.Single(devices, d => d.GetProperty("kind").GetString() == "simulator:0");
        Assert.False(simulator.GetProperty("automatic").GetBoolean());
        Assert.Equal(document.RootElement.GetProperty("packages").GetString(), simulator.GetProperty("packages").GetString());
    }

    [Fact]
    public void Devices_WithoutCudaDevice_SaysWhy()
    {
        var (_, output, _) = CommandLine.Run("devices");
        Assert.Contains("simulator:0", output, StringComparison.Ordinal);
        if (!output.Contains("cuda:0", StringComparison.Ordinal)) Assert.Contains("note: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void DryRun_TinyCohort_PlansFromHeadersAndWritesNothing()
    {
        using var cohort = new TinyCohort();
        var (code, output, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--dry-run", "--json", "--device", "cpu");
        Assert.True(code == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal(TinyCohort.Lots * TinyCohort.Cells, root.GetProperty("cells").GetInt32());
        Assert.Equal(TinyCohort.Genes, root.GetProperty("genes").GetInt32());
        int entries = Enumerable.Range(0, TinyCohort.Lots).Sum(l => TinyCohort.Matrix(l).Split('\n').Length - 3);
        Assert.Equal(entries, root.GetProperty("non_zeros").GetInt32());
        Assert.True(root.GetProperty("host_peak_bytes").GetInt64() > 0);
        Assert.Equal(0, root.GetProperty("device_peak_bytes").GetInt64());
        Assert.Contains(root.GetProperty("steps").EnumerateArray(), s => s.GetProperty("step").GetString() == "principal components");
        Assert.False(Directory.Exists(cohort.Output));
    }

    [Fact]
    public void DryRun_Simulator_SaysWhatFitsOnIt()
    {
        using var cohort = new TinyCohort();
        var (code, output, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--dry-run", "--device", "simulator:0");
        Assert.True(code == 0, error);
        Assert.Contains("all stay on the device", output, StringComparison.Ordinal);
        Assert.Contains("device peak", output, StringComparison.Ordinal);
    }

    [Fact]
    public void DryRun_DeviceThatIsNotThere_IsUnavailable()
    {
        using var cohort = new TinyCohort();
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--dry-run", "--device", "cuda:99");
        Assert.Equal(75, code);
        Assert.StartsWith("gpucqa: --device cuda:99", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_WithoutOut_IsAnInvalidArgument()
    {
        using var cohort = new TinyCohort();
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf");
        Assert.Equal(2, code);
        Assert.Contains("--out", error, StringComparison.Ordinal);
    }
}
