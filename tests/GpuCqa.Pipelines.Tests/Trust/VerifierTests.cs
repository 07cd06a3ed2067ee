using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.References;
using GpuCqa.Pipelines.Registry;
using GpuCqa.Pipelines.Tests.References;
using GpuCqa.Pipelines.Trust;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Trust;

public sealed class VerifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Result_ChangedMissingAndExtraFiles_AreNamedEach()
    {
        string place = SmallResults.Write(folder.File("r"));
        Assert.Empty(Differences(place));
        string path = Path.Combine(place, "specification.csv");
        File.AppendAllText(path, " ");
        File.Delete(Path.Combine(place, "summary.json"));
        File.WriteAllText(Path.Combine(place, "figures", "more.svg"), "x");
        File.AppendAllText(Path.Combine(place, "report.html"), " ");
        Assert.Equal([(DifferenceKind.Extra, "figures/more.svg"), (DifferenceKind.Changed, "report.html"), (DifferenceKind.Changed, "specification.csv"), (DifferenceKind.Missing, "summary.json")], Differences(place));
    }

    // The seal, computed as docs/trust.md says that anyone can.
    [Fact]
    public void Seal_IsTheHashOfTheDocumentWithoutIt()
    {
        string place = SmallResults.Write(folder.File("r"));
        JsonObject json = JsonNode.Parse(File.ReadAllText(Path.Combine(place, "provenance.json")))!.AsObject();
        string said = json["seal"]!.GetValue<string>();
        json.Remove("seal");
        json.Remove("pages");
        Assert.Equal(said, Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(json))));
        Assert.Equal(said, FolderSeal.Get(place));
        Assert.Equal(said, Verifier.Of(place, null, true, CancellationToken.None).Sha256);
    }

    [Fact]
    public void Result_AnyFlippedBit_IsSeen()
    {
        string place = SmallResults.Write(folder.File("r"));
        string[] files = Directory.GetFiles(place, "*", SearchOption.AllDirectories);
        Seeds.Each(seed =>
        {
            var random = new Philox(seed, RandomPurpose.Test);
            for (int i = 0; i < 40; i++)
            {
                string path = i < 20 ? Path.Combine(place, "provenance.json") : files[(int)(random.NextDouble() * files.Length)];
                byte[] bytes = File.ReadAllBytes(path), changed = [.. bytes];
                int at = (int)(random.NextDouble() * bytes.Length);
                changed[at] ^= (byte)(1 << (int)(random.NextDouble() * 8));
                File.WriteAllBytes(path, changed);
                Assert.True(Sees(place), $"{path}, byte {at}");
                File.WriteAllBytes(path, bytes);
            }
        });
        Assert.Empty(Differences(place));
    }

    [Fact]
    public void Report_MadeAgainInJapanese_LeavesTheSeal()
    {
        string place = SmallResults.Write(folder.File("r")), seal = FolderSeal.Get(place);
        ResultFiles.WriteReport(ReportSource.In(place, ReportLanguage.Japanese), place);
        Assert.Empty(Differences(place));
        Assert.Equal(seal, FolderSeal.Get(place));
    }

    [Fact]
    public void Links_ToWhatAResultWasMadeFrom_AreFollowed()
    {
        string first = SmallResults.Write(folder.File("a/first")), table = Path.Combine(first, "specification.csv");
        string second = SmallResults.Write(folder.File("a/second"), table), third = SmallResults.Write(folder.File("a/third"), Path.Combine(second, "specification.csv"));
        Assert.Equal(FolderSeal.Get(first), Assert.Single(FolderSeal.LinksOf(second)).Seal);
        Assert.Empty(Differences(third));
        // Moved together, they find one another; the inputs' own paths are gone and not claimed to be checked.
        Directory.Move(folder.File("a"), folder.File("b"));
        Verification moved = Verifier.Of(folder.File("b/third"), null, true, CancellationToken.None);
        Assert.True(moved.Holds);
        Assert.Contains(moved.NotChecked, n => n.Contains("specification.csv", StringComparison.Ordinal));
        // What changed at the root of the chain is named from its end, and not where links are not looked at.
        File.AppendAllText(folder.File("b/first/specification.csv"), " ");
        (string at, FolderDifference difference) = Assert.Single(Verifier.Of(folder.File("b/third"), null, true, CancellationToken.None).Differences);
        Assert.Contains("first", at, StringComparison.Ordinal);
        Assert.Equal((DifferenceKind.Changed, "specification.csv"), (difference.Kind, difference.Name));
        Assert.True(Verifier.Of(folder.File("b/third"), null, false, CancellationToken.None).Holds);
        SmallResults.Write(folder.File("b/first"), folder.File("b/third/specification.csv"));
        Assert.Contains(Verifier.Of(folder.File("b/second"), null, true, CancellationToken.None).Differences, d => d.Difference.Kind == DifferenceKind.Link);
        Directory.Delete(folder.File("b/first"), recursive: true);
        Verification alone = Verifier.Of(folder.File("b/second"), null, true, CancellationToken.None);
        Assert.True(alone.Holds);
        Assert.Contains(alone.NotChecked, n => n.Contains("is not here", StringComparison.Ordinal));
    }

    [Fact]
    public void Input_ThatIsAnotherNow_IsABrokenLink()
    {
        File.WriteAllText(folder.File("sheet.csv"), "lot,vegf\nL1,1\n");
        string place = SmallResults.Write(folder.File("r"), folder.File("sheet.csv"));
        File.WriteAllText(folder.File("sheet.csv"), "lot,vegf\nL1,2\n");
        Assert.Equal([(DifferenceKind.Link, "sheet.csv")], Differences(place));
    }

    [Fact]
    public void Reference_ByItself_NamesEachFile()
    {
        string place = folder.File("reference");
        string hash = ReferenceFolder.Write(place, SmallReference.Discover(SmallReference.Parameters).Reference!);
        Verification whole = Verifier.Of(place, null, true, CancellationToken.None);
        Assert.Equal(("frozen reference", hash, true), (whole.Kind, whole.Sha256, whole.Holds));
        string[] names = [.. Directory.GetFiles(place).Select(f => Path.GetFileName(f)!).Where(f => f != "reference.json").Order(StringComparer.Ordinal)];
        File.AppendAllText(Path.Combine(place, names[0]), "x");
        File.Delete(Path.Combine(place, names[1]));
        File.WriteAllText(Path.Combine(place, "zzz"), "x");
        Assert.Equal([(DifferenceKind.Changed, names[0]), (DifferenceKind.Extra, "zzz"), (DifferenceKind.Missing, names[1])], Differences(place));
        File.AppendAllText(Path.Combine(place, "reference.json"), "x");
        Assert.Equal([(DifferenceKind.Changed, "reference.json")], Differences(place));
    }

    [Fact]
    public void PlanAndRegistry_ChangedInOneByte_AreNamed()
    {
        string plan = folder.File("plan.json"), registry = folder.File("registry.jsonl");
        PlanLock.Write(new PlanLock { Parameters = new PlanParameters(), By = "A. Sato" }.Make(SmallResults.Noon), plan);
        Assert.True(Verifier.Of(plan, null, true, CancellationToken.None) is { Kind: "locked plan", Holds: true });
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("A. Sato", "A. Sata", StringComparison.Ordinal));
        Assert.Equal([(DifferenceKind.Changed, "plan.json")], Differences(plan));

        RegistryFile.Append(registry, _ => new RegistryEntry { Sequence = 0, Time = "", Actor = "a", Op = "link", Verb = "link", Folder = "x", Sha256 = new string('0', 64), Files = new SortedDictionary<string, string>(), Engine = "1" }, SmallResults.Noon);
        Assert.True(Verifier.Of(registry, null, true, CancellationToken.None) is { Kind: "registry", Holds: true });
        File.WriteAllText(registry, File.ReadAllText(registry).Replace("\"link\"", "\"lint\"", StringComparison.Ordinal));
        Assert.Equal([(DifferenceKind.Changed, "registry.jsonl")], Differences(registry));
    }

    [Fact]
    public void Subject_WithoutHashes_IsRefused()
    {
        Directory.CreateDirectory(folder.File("empty"));
        File.WriteAllText(folder.File("a.txt"), "x");
        Directory.CreateDirectory(folder.File("old"));
        File.WriteAllText(folder.File("old/provenance.json"), "{}");
        foreach (string name in new[] { "empty", "a.txt", "old" }) Assert.Throws<PreconditionException>(() => Verifier.Of(folder.File(name), null, true, CancellationToken.None));
        Assert.Throws<NotFoundException>(() => Verifier.Of(folder.File("none"), null, true, CancellationToken.None));
    }

    private static (DifferenceKind, string)[] Differences(string path) => [.. Verifier.Of(path, null, true, CancellationToken.None).Differences.Select(d => (d.Difference.Kind, d.Difference.Name))];

    private static bool Sees(string place)
    {
        try
        {
            return !Verifier.Of(place, null, false, CancellationToken.None).Holds;
        }
        catch (GpuCqaException)
        {
            return true;
        }
    }
}
