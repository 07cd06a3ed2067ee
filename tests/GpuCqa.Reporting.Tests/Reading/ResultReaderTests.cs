using System.Text;
using System.Text.Json;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Reading;

public sealed class ResultReaderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Read_AWrittenFolder_GivesBackEveryTableToTheSameBytes()
    {
        DiscoveryResult result = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido, \"activity\""], LotName = i => i == 2 ? "L, \"3\"\nx" : $"L{i}", Values = true }.Build();
        LotResult[] lots = [.. result.Map.Lots.Select((l, i) => i == 1 ? l with { Readouts = [double.NaN, 3] } : l)];
        result = result with { Map = result.Map with { Lots = lots }, Tests = result.Tests with { Lots = lots } };
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        StoredResult stored = ResultReader.Read(place.Path);
        foreach (TableDefinition table in ResultTables.Of(result).Except([ResultTables.Expression, ResultTables.ExpressionGenes]))
            Assert.Equal(Text(table, result), Text(table, stored.Result));
        Assert.Equal(SummaryJson.Text(result), SummaryJson.Text(stored.Result));
        Assert.Equal(ProvenanceJson.Text(SyntheticProvenance.Make(), result), ProvenanceJson.Text(stored.Provenance, stored.Result));
        Assert.Equal(MethodsParagraph.Text(result, "1"), MethodsParagraph.Text((DiscoveryResult)stored.Result, "1"));
    }

    [Fact]
    public void Read_Expression_IsWhatWasWritten()
    {
        DiscoveryResult result = new SyntheticResult { Values = true }.Build();
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        var expected = GpuCqa.Reporting.Expression.MapExpression.Of(result);
        StoredResult stored = ResultReader.Read(place.Path);
        Assert.NotEmpty(expected.Genes);
        Assert.Equal(expected.Genes, stored.Expression.Genes);
        for (int g = 0; g < expected.Genes.Count; g++) Assert.Equal(expected.Levels[g], stored.Expression.Levels[g]);
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("lots.csv")]
    [InlineData("cells.csv.gz")]
    public void Read_AMissingFile_IsNamed(string file)
    {
        ResultFiles.Write(place.Path, new SyntheticResult { CellsPerLot = 10 }.Build(), SyntheticProvenance.Make());
        File.Delete(Path.Combine(place.Path, file));
        var error = Assert.Throws<NotFoundException>(() => ResultReader.Read(place.Path));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summary.json", "{ \"design\": 3")]
    [InlineData("summary.json", "{}")]
    [InlineData("provenance.json", "[]")]
    [InlineData("lots.csv", "")]
    [InlineData("lots.csv", "lot,donor\nA,B\n")]
    [InlineData("clusters.csv", "lot,resolution,cluster,count,cells,fraction,wilson_low,wilson_high,overdispersed_low,overdispersed_high\nA,0.5,x,1,1,1,1,1,1,1\n")]
    [InlineData("clusters.csv", "lot,resolution\n\"A")]
    [InlineData("cells.csv.gz", "this is not gzip")]
    [InlineData("expression_genes.csv", "gene\nA\n")]
    public void Read_ADamagedFile_IsBadData(string file, string text)
    {
        ResultFiles.Write(place.Path, new SyntheticResult { CellsPerLot = 10, Values = true }.Build(), SyntheticProvenance.Make());
        File.WriteAllText(Path.Combine(place.Path, file), text);
        var error = Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path));
        Assert.Contains(place.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolder_IsNotFound() => Assert.Throws<NotFoundException>(() => ResultReader.Read(place.File("nowhere")));

    [Fact]
    public void Read_FewerCellsThanTheSummary_IsBadData()
    {
        DiscoveryResult result = new SyntheticResult { CellsPerLot = 10 }.Build();
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        string summary = Path.Combine(place.Path, "summary.json");
        File.WriteAllText(summary, File.ReadAllText(summary).Replace("\"cells_kept\": 110", "\"cells_kept\": 111", StringComparison.Ordinal), new UTF8Encoding(false));
        Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path));
    }

    private static string Text(TableDefinition table, AnalysisResult result)
    {
        using var writer = new StringWriter();
        table.Write(result, writer);
        return writer.ToString();
    }
}
