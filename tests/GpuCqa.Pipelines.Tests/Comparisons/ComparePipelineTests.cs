using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Comparisons;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Tests.Trust;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Comparisons;

public sealed class ComparePipelineTests : IDisposable
{
    private const string Header = "attribute,unit,scale,criticality,safety_link,efficacy_link,tier,tier_reason,concern,margin,justification,method_status\n";
    private const string Vegf = "vegf,pg/ml,log,critical,none,known,T1,potency,lower,ratio 1.5,half of it was enough in the clinic,validated\n";
    private const string Viability = "viability,%,linear,non-critical,known,known,T2,release test,lower,,lots within were used,validated\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EquivalentLots_AreProposedHighlySimilarAndNeverComparable()
    {
        CompareResult result = Run(Sheet(1.0), Header + Vegf + Viability);
        Assert.Equal(Stage.HighlySimilar, result.Findings.Stage);
        Assert.Equal(FlowState.Knowledge, result.Path.State);
        AttributeComparison vegf = result.Findings.Attributes[0];
        Close.Relative(Math.Log(1.5), vegf.MarginHigh);
        Assert.Equal((10, 10, AttributeVerdict.Equivalent), (vegf.LotsBefore, vegf.LotsAfter, vegf.Judged));
    }

    [Fact]
    public void HalvedPotency_IsClearlyDifferent() => Assert.Equal(Stage.ClearlyDifferent, Run(Sheet(0.4), Header + Vegf).Findings.Stage);

    [Fact]
    public void NoisyMethod_StopsTheComparison()
    {
        string method = "attribute,kind,lot,value\n" + string.Concat(Enumerable.Range(0, 4).SelectMany(l => Enumerable.Range(0, 3).Select(r => $"vegf,replicate,L{l},{400 + l + (r * 200)}\n")));
        CompareResult result = Run(Sheet(1.0), Header + Vegf, r => r with { Method = File("m.csv", method) });
        Assert.Equal(Stage.MethodProblem, result.Findings.Stage);
        Assert.Contains(MethodGate.Share, result.Findings.Methods[0].Problems);
    }

    [Theory]
    [InlineData("ratio 1.5,half", ",half", "No margin is assumed")]
    [InlineData("half of it was enough in the clinic", "", "Say in words why")]
    [InlineData("ratio 1.5", "absolute 5", "say a ratio")]
    [InlineData("ratio 1.5", "1.5", "is no margin")]
    [InlineData("ratio 1.5", "ratio 0.8", "is not above 1")]
    [InlineData(",T1,", ",T4,", "expected T1, T2 or T3")]
    [InlineData(",lower,", ",down,", "expected lower, higher or both")]
    [InlineData(",potency,", ",,", "expected why the attribute is judged in this tier")]
    public void AttributeTable_ThatLeavesSomethingOpen_IsRefusedWithWhatToSay(string what, string with, string said)
    {
        var error = Assert.Throws<BadDataException>(() => Run(Sheet(1.0), Header + Vegf.Replace(what, with, StringComparison.Ordinal)));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_ThatCannotBeAnswered_AreRefused()
    {
        Assert.Throws<InvalidParameterException>(() => Run(Sheet(1), Header + Vegf, r => r with { Parameters = r.Parameters with { Change = " " } }));
        Assert.Throws<PreconditionException>(() => Run(Sheet(1), Header + Vegf, r => r with { Attributes = null }));
        Assert.Throws<PreconditionException>(() => Run(Sheet(1), Header + Vegf, r => r with { Parameters = r.Parameters with { After = "process=Z" } }));
        Assert.Throws<NotFoundException>(() => Run(Sheet(1), Header + Vegf, r => r with { Parameters = r.Parameters with { After = "proces=B" } }));
        Assert.Throws<InvalidParameterException>(() => Run(Sheet(1), Header + Vegf, r => r with { Parameters = r.Parameters with { After = "process=A" } }));
        Assert.Throws<NotFoundException>(() => Run(Sheet(1), Header + Vegf.Replace("vegf", "vegg", StringComparison.Ordinal)));
        Assert.Throws<BadDataException>(() => Run(Sheet(1).Replace("L0,A,", "L0,A,<", StringComparison.Ordinal), Header + Vegf));
        Assert.Throws<BadDataException>(() => Run(Sheet(1).Replace("L0,A,", "L0,A,-", StringComparison.Ordinal), Header + Vegf));
        Assert.Throws<PreconditionException>(() => Run(Sheet(1), Header + Vegf + Vegf.Replace("vegf", "composition", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cells_WithALostState_NameItFirst()
    {
        string composition = Vegf.Replace("vegf", "composition", StringComparison.Ordinal).Replace("ratio 1.5", "ratio 2", StringComparison.Ordinal);
        CompareResult result = Run(Sheet(1), Header + composition, r => r with { Cells = Cells(lost: 0.1) });
        CompositionFinding c = result.Findings.Composition!;
        Assert.Contains(result.Notes, n => n.StartsWith("Cells are compared over the 6 lots before and 6 after", StringComparison.Ordinal) && n.Contains("L6, L7", StringComparison.Ordinal));
        Assert.Equal("b", c.States[0].State);
        Assert.True(c.States[0].High < 0 && c.States[0].FractionAfter < c.States[0].FractionBefore);
        Assert.Equal(AttributeVerdict.Different, c.Verdict);
        Assert.Equal(AttributeVerdict.Different, result.Findings.Scan!.Verdict);
        Assert.Equal(Stage.ClearlyDifferent, result.Findings.Stage);
        // Without a row in the table it is described, and nothing is called similar.
        CompareResult described = Run(Sheet(1), Header + Vegf, r => r with { Cells = Cells(lost: 1) });
        Assert.Equal(AttributeVerdict.Described, described.Findings.Composition!.Verdict);
        Assert.Equal(Stage.SimilarUncertain, described.Findings.Stage);
    }

    [Fact]
    public void Folder_ReadBack_SaysTheSameAndDecisionsNeedTrustedKeys()
    {
        CompareResult result = Run(Sheet(1.0), Header + Vegf + Viability, r => r with { Cells = Cells(lost: 0.5) });
        string place = folder.File("out");
        ResultFolder.Write(place, false, f => ComparePipeline.Write(f, result, Record(), ReportLanguage.English, CancellationToken.None));
        string page = System.IO.File.ReadAllText(Path.Combine(place, "report.html"));
        ResultFiles.WriteReport(ReportSource.In(place), place);
        Assert.Equal(page, System.IO.File.ReadAllText(Path.Combine(place, "report.html")));
        foreach (string word in new[] { "同等/同質", "重要品質特性", "分析方法に問題がある" }) Assert.Contains(word, page, StringComparison.Ordinal);

        // A decision counts when the key of a trusted person made it, and not otherwise.
        using SigningKey sato = SmallResults.Key(folder, "sato.key");
        TrustedPersons persons = SmallResults.Persons(folder, ("A. Sato", sato, "quality"));
        var record = new SignatureRecord("A. Sato", "quality", SignatureRecord.Decided, FlowAnswer.StudiesChosen, "few lots", "", "", result.Path.State, FlowState.Studies, DecisionFlow.Version, "", "");
        SignatureFile.Append(place, record, sato, SmallResults.Noon, persons);
        Assert.Equal(FlowState.Studies, Stored(place, persons).Path.State);
        SignatureFile.Append(place, record with { Answer = FlowAnswer.NoAdverseImpact, After = FlowState.Comparable }, sato, SmallResults.Noon.AddMinutes(1), persons);
        Assert.Equal(FlowState.Comparable, Stored(place, persons).Path.State);
        foreach (TrustedPersons? none in new[] { null, persons.Revoke(sato.Id[..8], SmallResults.Noon.AddHours(-1), "left", compromised: false) })
        {
            CompareResult open = Stored(place, none);
            Assert.Equal((result.Path.State, 2), (open.Path.State, open.Signatures.Count));
            Assert.Empty(open.Decisions);
        }

        // One that was withdrawn between the two takes the second with it.
        Assert.Equal(FlowState.Studies, Stored(place, persons.Revoke(sato.Id[..8], SmallResults.Noon.AddSeconds(30), "left", compromised: false)).Path.State);
    }

    private static CompareResult Stored(string place, TrustedPersons? persons) => (CompareResult)ResultReader.Read(place, persons).Result;

    // Ten lots a side, alike but for a factor on the potency after.
    private static string Sheet(double factor)
    {
        var random = new Philox(4, RandomPurpose.Test);
        return "lot,process,vegf,viability\n" + string.Concat(Enumerable.Range(0, 20).Select(l =>
            FormattableString.Invariant($"L{l},{(l < 10 ? "A" : "B")},{500 * (l < 10 ? 1 : factor) * Math.Exp(0.1 * random.NextNormal()):0.0},{95 + (0.5 * random.NextNormal()):0.0}\n")));
    }

    // Six lots a side have cells; of the state b a share is lost after.
    private string Cells(double lost)
    {
        var random = new Philox(5, RandomPurpose.Test);
        const int Each = 60;
        string[] names = [.. Enumerable.Range(0, 12).Select(l => $"L{(l < 6 ? l : l + 4)}")];
        int[] lots = [.. Enumerable.Range(0, 12 * Each).Select(c => c / Each)];
        int[] states = Array.ConvertAll(lots, l => random.NextDouble() < 0.3 * (l < 6 ? 1 : lost) ? 1 : random.NextDouble() < 0.5 ? 0 : 2);
        var points = new DenseMatrix<float>(lots.Length, 3);
        for (int c = 0; c < lots.Length; c++)
        {
            for (int k = 0; k < 3; k++) points[c, k] = (float)(random.NextNormal() + (states[c] == k ? 5 : 0));
        }

        string path = folder.File("cells.h5ad");
        using H5adWriter file = H5adWriter.Create(path);
        file.WriteObs([.. lots.Select((_, i) => $"c{i}")], AnnDataColumn.Categories("lot", lots, names), AnnDataColumn.Categories("cluster_1", states, ["a", "b", "c"]));
        file.WriteObsm("X_pca", points);
        file.Flush();
        return path;
    }

    private CompareResult Run(string sheet, string attributes, Func<CompareRequest, CompareRequest>? change = null)
    {
        var request = new CompareRequest
        {
            Sheet = File("s.csv", sheet), Attributes = File("a.csv", attributes),
            Parameters = new CompareParameters { Change = "CC-1", Before = "process=A", After = "process=B", Directions = 8, Places = 12, Draws = 999 },
        };
        using var device = new CpuDevice(2);
        return new ComparePipeline(change?.Invoke(request) ?? request).Run(device, StepProgress.None, CancellationToken.None);
    }

    private static Provenance Record()
    {
        using var device = new CpuDevice(1);
        return ProvenanceRecord.Of(default, [], device, new StepRecorder(StepProgress.None), new ProgramRecord("", null));
    }

    private string File(string name, string text)
    {
        string path = folder.File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
