using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.Results;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

public class NormalizeTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly PrimitiveCalls calls = new(service.Channel);

    [Theory]
    [InlineData("log", false)]
    [InlineData("linear", true)]
    public async Task Normalize_Counts_AreTheEntriesOfTheMatrix(string id, bool linear)
    {
        float[][] counts = PrimitiveCalls.Counts(300, 25, 1);
        counts[9] = new float[25];
        string dataset = await calls.Dataset(id, PrimitiveCalls.Tenx(counts));
        string analysis = await calls.Succeed(id, new AnalysisSpec { Normalize = new NormalizeSpec { Dataset = dataset, ScaleFactor = 500, Linear = linear } });
        Assert.Equal(["cells", "entries", "genes"], await calls.Names(analysis));
        ReceivedTable cells = await calls.Table(analysis, "cells"), entries = await calls.Table(analysis, "entries"), genes = await calls.Table(analysis, "genes");
        Assert.Equal(Enumerable.Range(0, 300).Select(c => $"CELL{c}-1"), cells.Column<string>("barcode"));
        Assert.Equal(Enumerable.Range(0, 25).Select(g => $"G{g}"), genes.Column<string>("name"));
        Assert.Equal(counts.Select(r => r.Sum(v => (double)v)), cells.Column<double>("total"));
        var expected = new List<(int, int, float)>();
        for (int c = 0; c < 300; c++)
        {
            double total = counts[c].Sum(v => (double)v);
            for (int g = 0; g < 25; g++)
            {
                if (counts[c][g] > 0) expected.Add((c, g, (float)(linear ? counts[c][g] / total * 500 : Math.Log(1 + (counts[c][g] / total * 500)))));
            }
        }

        Assert.Equal(expected.Select(e => (e.Item1, e.Item2)), entries.Column<int>("cell").Zip(entries.Column<int>("gene")));
        float[] values = entries.Column<float>("value");
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i].Item3, values[i], 1e-6f * Math.Max(1, values[i]));

        // The entries of some cells alone: where they begin, the cells say.
        ReceivedTable some = await calls.Table(analysis, "cells", 100, 3);
        long first = some.Column<long>("first_entry")[0], count = some.Column<int>("entries").Sum();
        Assert.Equal([100, 101, 102], (await calls.Table(analysis, "entries", first, count)).Column<int>("cell").Distinct());
    }

    [Fact]
    public async Task Normalize_NamedGenesToTheMedian_HasThoseOnly()
    {
        float[][] counts = PrimitiveCalls.Counts(101, 12, 2);
        string dataset = await calls.Dataset("median", PrimitiveCalls.Tenx(counts));
        string analysis = await calls.Succeed("median", new AnalysisSpec { Normalize = new NormalizeSpec { Dataset = dataset, ScaleToMedian = true, Linear = true, Genes = { "G7", "ENSG2" } } });
        double median = counts.Select(r => r.Sum(v => (double)v)).Order().ElementAt(50);
        ReceivedTable entries = await calls.Table(analysis, "entries");
        Assert.Equal(["ENSG7", "ENSG2"], (await calls.Table(analysis, "genes")).Column<string>("id"));
        for (int i = 0; i < entries.Rows; i++)
        {
            float[] row = counts[entries.Column<int>("cell")[i]];
            Assert.Equal(row[entries.Column<int>("gene")[i] == 0 ? 7 : 2] / row.Sum(v => (double)v) * median, entries.Column<float>("value")[i], 1e-4);
        }
    }

    [Fact]
    public async Task Normalize_Provenance_NamesBytesAndParameters()
    {
        (string Path, byte[] Bytes)[] files = PrimitiveCalls.Tenx(PrimitiveCalls.Counts(20, 8, 3));
        string analysis = await calls.Succeed("provenance", new AnalysisSpec { Normalize = new NormalizeSpec { Dataset = await calls.Dataset("provenance", files), ScaleFactor = 77 } });
        using JsonDocument provenance = JsonDocument.Parse(await calls.File(analysis, "provenance.json"));
        Assert.Equal(77, provenance.RootElement.GetProperty("parameters").GetProperty("normalize").GetProperty("scaleFactor").GetDouble());
        Assert.Equal(files.Select(f => Uploader.Sha256(f.Bytes)).Order(StringComparer.Ordinal), provenance.RootElement.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("sha256").GetString()!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(service.State.Path, provenance.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Single((await calls.Results.ListResultFilesAsync(new ListResultFilesRequest { Parent = analysis })).Files);
    }

    [Fact]
    public async Task Normalize_WrongFields_AreRefusedAtOnce()
    {
        string dataset = await calls.Dataset("fields", PrimitiveCalls.Tenx(PrimitiveCalls.Counts(20, 8, 3))), table = await calls.Dataset("fields-table", ("cells.csv", PrimitiveCalls.Table(PrimitiveCalls.Measurements(9, 2, 1))));
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "normalize.dataset", new NormalizeSpec());
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "normalize.dataset", new NormalizeSpec { Dataset = "projects/q/datasets/fields" });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "no such dataset", new NormalizeSpec { Dataset = "projects/p/datasets/none" });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "normalize.scale_factor", new NormalizeSpec { Dataset = dataset, ScaleFactor = 0 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "exclude each other", new NormalizeSpec { Dataset = dataset, ScaleFactor = 5, ScaleToMedian = true });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "normalize.genes", new NormalizeSpec { Dataset = dataset, Genes = { "GX" } });
        await Refused(StatusCode.FailedPrecondition, "PRECONDITION", "measurements", new NormalizeSpec { Dataset = table });
    }

    private async Task Refused(StatusCode code, string reason, string fragment, NormalizeSpec spec) =>
        Assert.Contains(fragment, await Refusal.Of(code, reason, () => calls.Create("refused", new AnalysisSpec { Normalize = spec })), StringComparison.Ordinal);
}
