using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

/// <summary>The whole pipeline on the CPU and, kernel by kernel, on the simulator of a GPU.</summary>
public class DeviceParityTests
{
    /// <summary>What a GPU leaves to the host: the graph of shared neighbours is built where its lists lie, and eigenpairs are the host's without the vendor's solver.</summary>
    private static readonly string[] OnHost = ["SharedNeighbors", "SymmetricEigen"];

    [Fact]
    public void Discover_CpuAndSimulator_AgreeOnClustersRanksAndAssociations()
    {
        using var cohort = new SmallCohort();
        string cpu = Run(cohort, "cpu"), simulator = Run(cohort, "simulator:0");

        GzipCsv cells = GzipCsv.Read(Path.Combine(cpu, "cells.csv.gz")), otherCells = GzipCsv.Read(Path.Combine(simulator, "cells.csv.gz"));
        Assert.Equal(cells.Header, otherCells.Header);
        foreach (string column in cells.Header.Where(c => c is "cell" or "lot" || c.StartsWith("cluster_", StringComparison.Ordinal))) Assert.Equal(cells.Text(column), otherCells.Text(column));
        Assert.Contains(cells.Header, c => c.StartsWith("cluster_", StringComparison.Ordinal));

        GzipCsv associations = GzipCsv.Read(Path.Combine(cpu, "associations.csv")), others = GzipCsv.Read(Path.Combine(simulator, "associations.csv"));
        foreach (string column in new[] { "rank", "readout", "resolution", "cluster", "rho", "p_exact", "p_family" }) Assert.Equal(associations.Text(column), others.Text(column));

        GzipCsv markers = GzipCsv.Read(Path.Combine(cpu, "markers.csv")), otherMarkers = GzipCsv.Read(Path.Combine(simulator, "markers.csv"));
        Assert.Equal(markers.Text(markers.Header[2]), otherMarkers.Text(markers.Header[2]));
        Assert.True(markers.Rows.Count > 0);

        using JsonDocument provenance = JsonDocument.Parse(File.ReadAllText(Path.Combine(simulator, "provenance.json")));
        JsonElement device = provenance.RootElement.GetProperty("device");
        Assert.Equal("simulator:0", device.GetProperty("kind").GetString());
        Assert.True(device.GetProperty("peak_bytes").GetInt64() > 0);
        string[] fallen = [.. provenance.RootElement.GetProperty("host_operations").EnumerateObject().Select(o => o.Name)];
        Assert.Empty(fallen.Except(OnHost));
    }

    // Real cells of four of the lots, in all steps; drawn orders and few genes, components and epochs keep the simulator within seconds.
    [SharedDataFact]
    public void Discover_PlantedLots_AgreeOnClustersRanksAndAssociations()
    {
        using var folder = new TemporaryFolder();
        string[] outputs = [folder.File("cpu"), folder.File("simulator")];
        string sheet = SharedData.Path("planted_lots/cohort.csv");
        File.WriteAllLines(folder.File("cohort.csv"), File.ReadLines(sheet).Take(5).Select((line, l) => l == 0 ? line : line.Replace(",lots/", $",{Path.GetDirectoryName(sheet)}/lots/", StringComparison.Ordinal)));
        foreach ((string output, string device) in outputs.Zip(["cpu", "simulator:0"]))
        {
            var (code, _, error) = CommandLine.Run(
                "discover", folder.File("cohort.csv"), "--readout", "vegf_pg_ml", "--out", output, "--device", device, "--quiet",
                "--variable-genes", "200", "--components", "10", "--dims", "10", "--exact-lots", "3", "--permutations", "2000", "--epochs", "5", "--resolutions", "0.2,0.5");
            Assert.True(code == 0, error);
        }

        foreach (string table in new[] { "lots.csv", "clusters.csv", "associations.csv" })
            Assert.Equal(File.ReadAllText(Path.Combine(outputs[0], table)), File.ReadAllText(Path.Combine(outputs[1], table)));
        GzipCsv[] cells = [.. outputs.Select(o => GzipCsv.Read(Path.Combine(o, "cells.csv.gz")))];
        foreach (string column in cells[0].Header.Where(c => c.StartsWith("cluster_", StringComparison.Ordinal))) Assert.Equal(cells[0].Text(column), cells[1].Text(column));
    }

    private static string Run(SmallCohort cohort, string device)
    {
        string output = cohort.Output + device.Replace(':', '-');
        var (code, _, error) = CommandLine.Run(
            "discover", cohort.Sheet, "--readout", "vegf", "--out", output, "--device", device, "--quiet", "--variable-genes", "24", "--components", "6", "--dims", "5",
            "--neighbors", "10", "--layout-neighbors", "10", "--epochs", "4", "--resolutions", "0.3,0.8", "--min-cells", "1", "--align", "none", "--max-mito", "100");
        Assert.True(code == 0, error);
        return output;
    }
}
