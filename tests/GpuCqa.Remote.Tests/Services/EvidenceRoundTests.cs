using System.Globalization;
using System.Text;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

[Collection(nameof(SharedService))]
public sealed class EvidenceRoundTests(SharedService service) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PotencyAndPerturb_HereAndOnTheService_GiveTheSameFiles()
    {
        File.WriteAllText(folder.File("plate.csv"), Plate());
        File.WriteAllText(folder.File("knockdowns.csv"), Knockdowns());
        string[][] asked =
        [
            ["potency", folder.File("plate.csv"), "--readout", "vegf", "--control-lot", "L1", "--weights", "1/y2"],
            ["potency", folder.File("plate.csv"), "--cells", "2e5", "--hours", "48", "--volume", "1.5", "--lang", "ja", "--lloq", "20"],
            ["perturb", folder.File("knockdowns.csv"), "-r", "vegf", "--positive", "VEGFA"],
            ["perturb", folder.File("knockdowns.csv"), "-r", "vegf", "--positive", "VEGFA", "--correction", "dunnett", "--lang", "ja"],
        ];
        for (int i = 0; i < asked.Length; i++)
        {
            string here = folder.File($"here{i}"), there = folder.File($"there{i}");
            await Run([.. asked[i], "--out", here, "--quiet"]);
            await Run([.. asked[i], "--out", there, "--quiet", "--server", service.Address]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', asked[i])}: {name}");
            Assert.Equal(Report(here), Report(there));
            Assert.DoesNotContain(folder.Path, File.ReadAllText(Path.Combine(there, "provenance.json")), StringComparison.Ordinal);
        }

        Assert.Equal(await Run(asked[0]), await Run([.. asked[0], "--server", service.Address]));
        var (code, _, error) = await CommandLine.Run("perturb", folder.File("knockdowns.csv"), "-r", "vegf", "--positive", "nobody", "--server", service.Address);
        Assert.Equal(4, code);
        Assert.Contains("positive control 'nobody'", error, StringComparison.Ordinal);
    }

    private static string Plate()
    {
        var text = new StringBuilder("type,lot,concentration,dilution,od\n");
        double[] levels = [0, 15.6, 31.2, 62.5, 125, 250, 500, 1000], noise = [1.01, 0.99];
        foreach (double x in levels)
        {
            foreach (double n in noise) text.Append(CultureInfo.InvariantCulture, $"standard,,{x},,{n * Od(x):R}\n");
        }

        for (int l = 1; l <= 5; l++)
        {
            foreach (double dilution in new double[] { 1, 2 })
            {
                foreach (double n in noise) text.Append(CultureInfo.InvariantCulture, $"sample,L{l},,{dilution},{n * Od((l == 5 ? 4 : 90.0 * l) / dilution):R}\n");
            }
        }

        return text.ToString();
    }

    private static double Od(double x) => 2.8 - (2.75 / (1 + Math.Pow(x / 450, 1.2)));

    private static string Knockdowns()
    {
        var text = new StringBuilder("gene,sirna,lot,vegf,viability,knockdown\n");
        for (int l = 0; l < 4; l++)
        {
            foreach ((string gene, double effect) in new[] { ("NT", 1.0), ("VEGFA", 0.2), ("LRRC75A", 0.5), ("FLAT", 1.0) })
            {
                for (int s = 1; s <= 2; s++) text.Append(CultureInfo.InvariantCulture, $"{gene},{gene}-{s},L{l},{(500 + (90 * l)) * effect * (1 + (0.02 * (((l + s + gene.Length) % 3) - 1))):R},{92 + ((l + s) % 3)},{(gene == "NT" ? "" : "85")}\n");
            }
        }

        return text.ToString();
    }

    private static async Task<string> Run(params string[] arguments)
    {
        var (code, output, error) = await CommandLine.Run(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private static string[] Files(string output) => [.. Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).Order(StringComparer.Ordinal)];

    private static string Report(string output) => string.Join('\n', File.ReadLines(Path.Combine(output, "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal)));
}
