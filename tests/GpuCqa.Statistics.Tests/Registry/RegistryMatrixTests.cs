using Xunit;

namespace GpuCqa.Statistics.Tests.Registry;

public class RegistryMatrixTests
{
    private static readonly string Reference = new('a', 64);
    private static readonly string State = StateKey.Cluster(Reference, 0.5, 3);

    [Fact]
    public void Grade_ClimbsWithWhatIsLinked_AndNoFurther()
    {
        var entries = new List<RegistryEntry> { Discovery() };
        Assert.Equal(EvidenceLevel.E1, Cell(entries).Grade);
        Assert.Contains("no mapping", Cell(entries).NotHigher[0], StringComparison.Ordinal);
        entries.Add(Mapping(EvidenceLevel.E2, met: true, "BM", "REPLICATED"));
        Assert.Equal(EvidenceLevel.E2, Cell(entries).Grade);
        // A knock-down does not lift over a rung that is missing.
        entries.Add(Knockdown("KD+"));
        Assert.Equal(EvidenceLevel.E2, Cell(entries).Grade);
        entries.Add(Mapping(EvidenceLevel.E3, met: true, "AD", "REPLICATED"));
        Assert.Equal(EvidenceLevel.E3, Cell(entries).Grade);
        entries.Add(Mapping(EvidenceLevel.E4, met: true, "UC", "NOT_REPLICATED", falsification: true));
        RegistryCell top = Cell(entries);
        Assert.Equal(EvidenceLevel.E5, top.Grade);
        Assert.Empty(top.NotHigher);
        Assert.Equal(["BM", "AD"], top.Tissues);
        Assert.Equal(["UC"], top.FailedTissues);
        Assert.Equal(5, top.Evidence.Count);
        Assert.All(top.Evidence, e => Assert.Equal(64, e.Sha256.Length));
    }

    [Fact]
    public void Grade_IsNotLiftedByTheBetterOfTwoMappings()
    {
        RegistryEntry[] entries = [Discovery(), Mapping(EvidenceLevel.E2, met: true, "BM", "REPLICATED"), Mapping(EvidenceLevel.E2, met: false, "BM", "NOT_REPLICATED")];
        Assert.Equal(EvidenceLevel.E1, Cell(entries).Grade);
        Assert.Contains("not in the locked direction", Cell(entries).NotHigher[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.2, 0.9, "", "", "family-wise p")]
    [InlineData(0.01, 0.4, "", "", "found again")]
    [InlineData(0.01, 0.9, "ONE_LOT", "", "flagged ONE_LOT")]
    [InlineData(0.01, 0.9, "", "Two lots of one donor", "the discovery warns")]
    public void Train_ThatLacksSomething_IsE0(double p, double stability, string flag, string warning, string said)
    {
        RegistryEntry entry = Discovery();
        entry = entry with { Claims = [entry.Claims[0] with { PFamily = p, Stability = stability, Flags = flag.Length == 0 ? [] : [flag] }], Warnings = warning.Length == 0 ? [] : [warning] };
        RegistryCell cell = Cell([entry, Mapping(EvidenceLevel.E2, met: true, "BM", "REPLICATED")]);
        Assert.Equal(EvidenceLevel.E0, cell.Grade);
        Assert.Contains(said, string.Join(';', cell.NotHigher), StringComparison.Ordinal);
    }

    [Fact]
    public void Mapping_ThatWarnsOrIsExploratory_DoesNotCount()
    {
        RegistryEntry mapping = Mapping(EvidenceLevel.E2, met: true, "BM", "REPLICATED");
        Assert.Equal(EvidenceLevel.E1, Cell([Discovery(), mapping with { Warnings = ["donors shared"] }]).Grade);
        Assert.Equal(EvidenceLevel.E1, Cell([Discovery(), mapping with { Replications = [mapping.Replications[0] with { Exploratory = true }] }]).Grade);
    }

    [Fact]
    public void Knockdown_OfAnotherGeneOrWithoutEffect_IsNoE5()
    {
        RegistryEntry[] base4 = [Discovery(), Mapping(EvidenceLevel.E2, true, "BM", "REPLICATED"), Mapping(EvidenceLevel.E3, true, "AD", "REPLICATED"), Mapping(EvidenceLevel.E4, true, "UC", "NOT_REPLICATED", true)];
        Assert.Equal(EvidenceLevel.E4, Cell([.. base4, Knockdown("KD-")]).Grade);
        Assert.Equal(EvidenceLevel.E4, Cell([.. base4, Knockdown("KD+", gene: "OTHER")]).Grade);
        Assert.Equal(EvidenceLevel.E4, Cell([.. base4, Knockdown("KD+"), Knockdown("NT")]).Grade);
    }

    [Fact]
    public void NewFunction_NeedsOnlyItsName_AndQuestionsFindIt()
    {
        RegistryEntry other = Discovery();
        other = other with { Sequence = 2, Tissues = ["AD"], Claims = [other.Claims[0] with { Function = "T-cell suppression", PFamily = 0.4 }] };
        IReadOnlyList<RegistryCell> cells = RegistryMatrix.Of([Discovery(), other]);
        Assert.Equal(2, cells.Count);
        Assert.Equal("vegf", Assert.Single(new RegistryQuestion("VEGF", "bm", EvidenceLevel.E1).Of(cells)).Function);
        Assert.Empty(new RegistryQuestion("vegf", "AD").Of(cells));
        Assert.Single(new RegistryQuestion("t-cell suppression").Of(cells));
        Assert.Equal(2, new RegistryQuestion(State: "cluster 3").Of(cells).Count);
    }

    [Fact]
    public void GradeHash_ChangesWithEveryLinkedResult()
    {
        RegistryEntry mapping = Mapping(EvidenceLevel.E2, met: true, "BM", "REPLICATED");
        string[] hashes = [Cell([Discovery()]).GradeSha256, Cell([Discovery(), mapping]).GradeSha256, Cell([Discovery(), mapping with { Sha256 = new string('9', 64) }]).GradeSha256];
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(0.9, 0.8, "same")]
    [InlineData(0.9, 0.2, "part")]
    [InlineData(0.3, 0.95, "whole")]
    [InlineData(0.3, 0.3, "overlap")]
    public void Link_OfTwoShares_HasItsKind(double from, double to, string kind) => Assert.Equal(kind, StateLink.KindOf(from, to));

    private static RegistryCell Cell(IReadOnlyList<RegistryEntry> entries) => RegistryMatrix.Of([.. entries.Select((e, i) => e with { Sequence = i + 1 })]).Single(c => c.State == State && c.Function == "vegf");

    private static RegistryEntry Entry(string verb, char hash) => new() { Sequence = 1, Time = "", Actor = "a", Op = "add", Verb = verb, Folder = verb, Sha256 = new string(hash, 64), Files = new Dictionary<string, string>(), Engine = "1" };

    private static RegistryEntry Discovery() => Entry("discover", '1') with
    {
        Reference = Reference, Tissues = ["BM"],
        Claims = [new RegistryClaim(State, "vegf", "vegf_ischemia", 0.9, 0.6, 0.98, 0.012, 0.05, 11, 0.85, [], "H1", ["ENSG1", "LRRC75A"])],
    };

    private static RegistryEntry Mapping(EvidenceLevel level, bool met, string tissue, string verdict, bool falsification = false) => Entry("map", (char)('2' + (int)level)) with
    {
        Reference = Reference,
        Replications =
        [
            new RegistryReplication(State, "vegf", false, [.. new[] { EvidenceLevel.E2, EvidenceLevel.E3, EvidenceLevel.E4 }.Select(l => l == level ? RegistryStep.Of(l, met, "basis", met ? [] : ["rho 0.1, above 0.05 or not in the locked direction"]) : RegistryStep.Of(l, false, "", [l == EvidenceLevel.E4 ? "no set was predicted to fail" : "no set of held-out lots of another tissue"]))],
                [new RegistryTest("set", tissue, 5, 0.9, 0.01, verdict, falsification, new string('5', 64))], ["ENSG1", "LRRC75A"], new string('6', 64)),
        ],
    };

    private static RegistryEntry Knockdown(string code, string gene = "LRRC75A") => Entry("perturb", '8') with { Perturbations = [new RegistryPerturbation(gene, "vegf", code, -0.7, -0.9, -0.5, 0.001, 4, "because")] };
}
