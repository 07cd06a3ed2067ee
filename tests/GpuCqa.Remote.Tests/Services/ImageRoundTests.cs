using System.Security.Cryptography;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

/// <summary>CellProfiler's folders, here and on a service.</summary>
[Collection(nameof(SharedService))]
public class ImageRoundTests(SharedService service)
{
    [Fact]
    public async Task DiscoverAndMap_OfPlates_GiveTheSameFilesHereAndThere()
    {
        using var cohort = new PlateCohort(cameras: true);
        using var folder = new TemporaryFolder();
        string[] at = [folder.File("here"), folder.File("there")];
        for (int i = 0; i < at.Length; i++)
        {
            string[] server = i == 0 ? [] : ["--server", service.Address];
            await Run(["discover", cohort.Sheet, "--out", at[i], "--readout", "vegf", "--lot-column", "Lot", "--controls", "Metadata_Lot=control", "--components", "6", "--dims", "5", "--quiet", .. server]);
            await Run(["map", cohort.Sheet, "--reference", at[i], "--out", at[i] + "-map", "--lot-column", "Lot", "--method", "symphony", "--quiet", .. server]);
        }

        foreach (string end in (string[])["", "-map"])
        {
            string[] names = Files(at[0] + end);
            Assert.Equal(names, Files(at[1] + end));
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(Hash(Path.Combine(at[0] + end, name)) == Hash(Path.Combine(at[1] + end, name)), name);
        }

        Assert.Contains("image_features.csv", Files(at[1]));
    }

    private static async Task Run(string[] arguments)
    {
        var (code, _, error) = await CommandLine.Run(arguments);
        Assert.True(code == 0, error);
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
