using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class LotMapperScanTests
{
    private static readonly Lazy<SmallReference> Plain = new(() => new SmallReference(5)), Aligned = new(() => new SmallReference(6, "harmony", 0.3));

    /// <summary>Clumps of cells of one state have too many genes and are removed; the scan says which state they are, and moves no cell that was kept.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scan_ClumpsOfOneState_AreToldAsThatState(bool aligned)
    {
        SmallReference reference = aligned ? Aligned.Value : Plain.Value;
        const int State = 2, Clumps = 6, Alone = 120;
        float[][] rows = reference.Rows(20, Alone), more = reference.Rows(21, 8 * Clumps, _ => State);
        float[][] clumps = [.. Enumerable.Range(0, Clumps).Select(k => Enumerable.Range(0, SmallReference.Genes).Select(g => more.Skip(8 * k).Take(8).Sum(r => r[g])).ToArray())];
        string[] genes = [.. Enumerable.Range(0, SmallReference.Genes).Select(g => $"ENSG{g:D8}")], names = [.. Enumerable.Range(0, Alone + Clumps).Select(c => $"C{c}")];
        QueryLot query = reference.Read(new MemoryCells("new.h5", genes, [.. rows, .. clumps], names));
        Assert.Equal(Enumerable.Repeat(RemovalReason.HighGenes, Clumps), query.Removed!.Reasons[^Clumps..]);
        ClassLimits[] limits = [.. reference.Model.Clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => new ClassLimits(r, k, 1, 0, 0, double.PositiveInfinity, 0, 0)))];
        var calibration = new Calibration("symphony", limits, []);
        using var mapper = new LotMapper(SmallReference.Device, reference.Model, new MapParameters { Method = "symphony" });
        string[] classes = mapper.Scan(query, calibration, 0, CancellationToken.None);
        // What cells of that state are called that were kept.
        LabelTransfer kept = mapper.Map(query, CancellationToken.None);
        string expected = Enumerable.Range(0, query.Count).Where(c => query.Barcodes[c] is var b && int.Parse(b[1..], null) % SmallReference.States == State).GroupBy(c => kept.Labels[0][c]).OrderByDescending(g => g.Count()).First().Key.ToString(null as IFormatProvider);
        Assert.Equal(Enumerable.Repeat(expected, Clumps), classes[^Clumps..]);
        string[] beyond = mapper.Scan(query, calibration with { Limits = [.. limits.Select(l => l with { MaxDistance = -1 })] }, 0, CancellationToken.None);
        Assert.All(beyond, c => Assert.Equal(RemovedCount.NotInReference, c));
    }
}
