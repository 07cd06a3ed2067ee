using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Perturbations;
using GpuCqa.Pipelines.Potency;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Evidence;

public sealed class EvidenceInputTests : IDisposable
{
    private const string Standards = "std,,0,,0.05\nstd,,15,,0.1\nstd,,31,,0.15\nstd,,62,,0.26\nstd,,125,,0.47\nstd,,250,,0.84\nstd,,500,,1.4\nstd,,1000,,1.95\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Plate_AsAReaderWritesIt_IsRead()
    {
        // Semicolons, decimal commas, a saturated well, an empty one, no column of types.
        string text = "Well;Sample;Standard;Dilution factor;OD\nA1;;0;;0,05\nA2;;15,6;;0,1\nA3;;31,2;;0,15\nA4;;62,5;;0,26\nA5;;125;;0,47\nA6;;250;;0,84\nA7;;500;;1,40\nA8;;1000;;1,95\nB1;L1;;10;0,5\nB2;L1;;1;OVRFLW\nB3;L2;;1;0,3\nB4;L2;;1;\n";
        PotencyResult result = Potency(text);
        Assert.Equal(["L1", "L2"], result.Lots.Select(l => l.Lot));
        Assert.Equal([10.0], result.Lots[0].Dilutions);
        Assert.Equal(WellStatus.Above, result.Wells.Single(w => w.Well.Position == "B2").Status);
        Assert.Contains(result.Notes, n => n.StartsWith("1 well without a response", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sample,L,,0.5,0.3\n", "line 10, column 'dilution'")]
    [InlineData("sample,,,1,0.3\n", "line 10, column 'lot'")]
    [InlineData("std,,,1,0.3\n", "line 10, column 'concentration'")]
    [InlineData("thing,L,,1,0.3\n", "is 'thing', expected sample, standard or blank")]
    [InlineData("sample,L,,1,abc\n", "line 10, column 'od'")]
    [InlineData("sample,L,,1,<0.1\n", "line 10, column 'od'")]
    [InlineData(",L,20,1,0.3\n", "line 10")]
    [InlineData(",,,1,0.3\n", "line 10")]
    public void Plate_WithABadWell_NamesItsPlace(string row, string said)
    {
        BadDataException error = Assert.Throws<BadDataException>(() => Potency("type,lot,concentration,dilution,od\n" + Standards + row));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plate_WithoutItsColumns_SaysWhichAreExpected()
    {
        NotFoundException error = Assert.Throws<NotFoundException>(() => Potency("lot,concentration,x\nL,1,2\n"));
        Assert.Contains("absorbance", error.Message, StringComparison.Ordinal);
        Assert.Throws<BadDataException>(() => Potency("well,lot,concentration,od\nA1,L,,1\nA1,L,,2\n"));
    }

    [Theory]
    [InlineData("G,s,L1,0,90,80\n", "line 2, column 'vegf'")]
    [InlineData("G,,L1,5,90,80\n", "names no siRNA against G")]
    [InlineData(",s,L1,5,90,80\n", "names no gene")]
    [InlineData("G,s,,5,90,80\n", "names no lot")]
    [InlineData("G,s,L1,5,-3,80\n", "line 2, column 'viability'")]
    [InlineData("G,s,L1,5,90,120\n", "line 2, column 'knockdown'")]
    [InlineData("G,s,L1,5,90,0.8\n", "write percent")]
    public void Knockdowns_WithABadRow_NameItsPlace(string row, string said)
    {
        BadDataException error = Assert.Throws<BadDataException>(() => Perturb("gene,sirna,lot,vegf,viability,knockdown\n" + row + "NT,,L1,10,90,\nVEGFA,v,L1,2,90,\n"));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Knockdowns_WithoutAControl_AreRefused()
    {
        const string head = "gene,sirna,lot,vegf\n";
        Assert.Contains("no gene is called as controls", Assert.Throws<NotFoundException>(() => Perturb(head + "G,s,L1,5\nVEGFA,v,L1,2\n")).Message, StringComparison.Ordinal);
        Assert.Contains("positive control 'VEGFA'", Assert.Throws<NotFoundException>(() => Perturb(head + "G,s,L1,5\nNT,v,L1,2\n")).Message, StringComparison.Ordinal);
        Assert.Throws<NotFoundException>(() => Perturb("gene,sirna,lot,ido\nG,s,L1,5\n"));
    }

    private PotencyResult Potency(string text)
    {
        File.WriteAllText(folder.File("plate.csv"), text);
        return new PotencyPipeline(new PotencyRequest { Table = folder.File("plate.csv") }).Run(StepProgress.None);
    }

    private PerturbationResult Perturb(string text)
    {
        File.WriteAllText(folder.File("knockdowns.csv"), text);
        return new PerturbPipeline(new PerturbRequest { Table = folder.File("knockdowns.csv"), Parameters = new PerturbParameters { Readout = "vegf", NonTargeting = [], PositiveControl = "VEGFA" } }).Run(StepProgress.None);
    }
}
