using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class LotMapperScanTests
{
    private static readonly Lazy<SmallReference> Plain = new(() => new SmallReference(5)), Aligned = new(() => new SmallReference(6, "harmony", 0.3));

    /// <summary>Cells of one state that lost most of their counts have too few genes and are removed; the scan says which state they are, and moves no cell that was kept.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scan_ShallowCellsOfOneState_AreToldAsThatState(bool aligned)
    {
        SmallReference reference = aligned ? Aligned.Value : Plain.Value;
        const int State = 2, Shallow = 12, Alone = 120;
        float[][] rows = reference.Rows(20, Alone), shallow = reference.Rows(21, Shallow, _ => State);
        var random = new Philox(1, RandomPurpose.Test);
        foreach (float[] row in shallow)
        {
            for (int g = 0; g < row.Length; g++)
            {
                float all = row[g];
                row[g] = 0;
                for (int k = 0; k < all; k++) row[g] += random.NextDouble() < 0.3 ? 1 : 0;
            }
        }

        string[] genes = [.. Enumerable.Range(0, SmallReference.Genes).Select(g => $"ENSG{g:D8}")], names = [.. Enumerable.Range(0, Alone + Shallow).Select(c => $"C{c}")];
        QueryLot query = reference.Read(new MemoryCells("new.h5", genes, [.. rows, .. shallow], names));
        Assert.NotNull(query.Removed);
        // Some of the shallow cells may pass the limits.
        int gone = Enumerable.Range(Alone, Shallow).Count(c => !query.Barcodes.Contains($"C{c}"));
        Assert.True(gone >= 4, $"{gone} removed");
        string[] before = [.. query.Barcodes];
        ClassLimits[] limits = [.. reference.Model.Clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => new ClassLimits(r, k, 1, 0, 0, double.PositiveInfinity, 0, 0)))];
        var calibration = new Calibration("symphony", limits, []);
        using var mapper = new LotMapper(SmallReference.Device, reference.Model, new MapParameters { Method = "symphony" });
        string[] classes = mapper.Scan(query, calibration, 0, CancellationToken.None);
        // What cells of that state are called that were kept.
        LabelTransfer kept = mapper.Map(query, CancellationToken.None);
        string expected = Enumerable.Range(0, query.Count).Where(c => query.Barcodes[c] is var b && int.Parse(b[1..], null) % SmallReference.States == State).GroupBy(c => kept.Labels[0][c]).OrderByDescending(g => g.Count()).First().Key.ToString(null as IFormatProvider);
        Assert.True(classes[^gone..].Count(c => c == expected) >= gone - 1, string.Join(' ', classes));
        Assert.Equal(before, query.Barcodes);
        string[] beyond = mapper.Scan(query, calibration with { Limits = [.. limits.Select(l => l with { MaxDistance = -1 })] }, 0, CancellationToken.None);
        Assert.All(beyond, c => Assert.Equal(RemovedCount.NotInReference, c));
    }
}
