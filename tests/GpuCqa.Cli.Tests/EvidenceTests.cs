using System.Globalization;
using System.Text;
using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class EvidenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Plates_ToAssociation_ToRegistry_IsOneWay()
    {
        File.WriteAllText(folder.File("plate.csv"), Plate());
        // A goes with what the plate says of the lots, whose last one lies below the limit.
        File.WriteAllText(folder.File("states.csv"), "lot,A,B\nL1,10,90\nL2,20,80\nL3,31,69\nL4,38,62\nL5,51,49\nL6,60,40\nL7,72,28\nL8,4,96\n");
        Run("potency", folder.File("plate.csv"), "--readout", "vegf", "--out", folder.File("plates"), "--quiet");
        Assert.StartsWith("L8,<15.6,<15.6,<15.6", File.ReadAllLines(folder.File("plates/readouts.csv"))[8], StringComparison.Ordinal);
        string summary = Run("associate", folder.File("states.csv"), "--lots", folder.File("plates/readouts.csv"), "-r", "vegf", "--replicates", "vegf=vegf_1,vegf_2", "--values", "counts", "--out", folder.File("found"), "--quiet", "--json");
        using (JsonDocument json = JsonDocument.Parse(summary)) Assert.Equal("A", json.RootElement.GetProperty("finding").GetProperty("best").GetProperty("state").GetString());

        string registry = folder.File("registry.jsonl");
        string added = Run("registry", "add", registry, folder.File("found"), "--function", "vegf=VEGF");
        string head = added.Split("  ")[1];
        Assert.Contains("A\tVEGF\tE0", Run("registry", "query", registry, "--function", "vegf", "--verify"), StringComparison.Ordinal);
        Assert.Contains("\"state\": \"given/states/A\"", Run("registry", "query", registry, "--json"), StringComparison.Ordinal);
        Run("registry", "verify", registry, "--head", head);
        Run("registry", "export", registry, "--out", folder.File("known"), "--lang", "ja", "--quiet");
        Assert.Contains("どの状態がどの機能を担うか", File.ReadAllText(folder.File("known/report.html")), StringComparison.Ordinal);
        byte[] page = File.ReadAllBytes(folder.File("known/report.html"));
        Run("report", folder.File("known"), "--lang", "ja");
        Assert.Equal(page, File.ReadAllBytes(folder.File("known/report.html")));

        Fails(3, "no entry with the hash", "registry", "verify", registry, "--head", new string('0', 64));
        File.AppendAllText(folder.File("found/associations.csv"), "x");
        Fails(3, "changed: associations.csv", "registry", "verify", registry);
        Fails(3, "changed: associations.csv", "registry", "query", registry, "--verify");
        Fails(4, "no such registry", "registry", "query", folder.File("none.jsonl"));
        Fails(5, "says nothing of a state", "registry", "add", registry, folder.File("plates"));
    }

    private static string Run(params string[] arguments)
    {
        var (code, output, error) = CommandLine.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static void Fails(int expected, string said, params string[] arguments)
    {
        var (code, _, error) = CommandLine.Run(arguments);
        Assert.Equal(expected, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private static string Plate()
    {
        var text = new StringBuilder("lot,concentration,od\n");
        double[] levels = [0, 15.6, 31.2, 62.5, 125, 250, 500, 1000], noise = [1.01, 0.99];
        foreach (double x in levels)
        {
            foreach (double n in noise) text.Append(CultureInfo.InvariantCulture, $",{x},{n * Od(x):R}\n");
        }

        for (int l = 1; l <= 8; l++)
        {
            foreach (double n in noise) text.Append(CultureInfo.InvariantCulture, $"L{l},,{n * Od(l == 8 ? 4 : 90.0 * l):R}\n");
        }

        return text.ToString();
    }

    private static double Od(double x) => 2.8 - (2.75 / (1 + Math.Pow(x / 450, 1.2)));
}
