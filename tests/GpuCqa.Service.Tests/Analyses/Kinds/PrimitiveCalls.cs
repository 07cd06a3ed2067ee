using System.Globalization;
using System.Text;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Results;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

/// <summary>A client's side of analyses of one dataset.</summary>
public sealed class PrimitiveCalls(GrpcChannel channel)
{
    private readonly AnalysisService.AnalysisServiceClient analyses = new(channel);

    public Uploader Uploader { get; } = new(channel);

    public ResultService.ResultServiceClient Results { get; } = new(channel);

    /// <summary>Cells x genes as the three files of a 10x folder.</summary>
    public static (string Path, byte[] Bytes)[] Tenx(float[][] counts)
    {
        var entries = new StringBuilder();
        int stored = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            for (int g = 0; g < counts[c].Length; g++)
            {
                if (counts[c][g] == 0) continue;
                entries.Append(CultureInfo.InvariantCulture, $"{g + 1} {c + 1} {counts[c][g]}\n");
                stored++;
            }
        }

        string head = string.Create(CultureInfo.InvariantCulture, $"%%MatrixMarket matrix coordinate integer general\n{counts[0].Length} {counts.Length} {stored}\n");
        return
        [
            ("matrix.mtx", Encoding.UTF8.GetBytes(head + entries)),
            ("barcodes.tsv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, counts.Length).Select(c => $"CELL{c}-1\n")))),
            ("genes.tsv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, counts[0].Length).Select(g => $"ENSG{g}\tG{g}\n")))),
        ];
    }

    /// <summary>A feature table; columns are called f0, f1 and so on.</summary>
    public static byte[] Table(float[][] values) => Encoding.UTF8.GetBytes("cell," + string.Join(',', Enumerable.Range(0, values[0].Length).Select(c => $"f{c}")) + "\n"
        + string.Concat(values.Select((row, r) => $"cell{r}," + string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + "\n")));

    /// <summary>Sparse counts with groups of genes.</summary>
    public static float[][] Counts(int cells, int genes, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, cells).Select(c => Enumerable.Range(0, genes).Select(g => random.NextDouble() < (g % 3 == c % 3 ? 0.7 : 0.25) ? random.Next(1, 2 + (g % 7)) : 0f).ToArray()).ToArray();
    }

    /// <summary>Measurements that two decimals write exactly enough.</summary>
    public static float[][] Measurements(int cells, int columns, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, cells).Select(_ => Enumerable.Range(0, columns).Select(c => MathF.Round((float)(random.NextDouble() * (c + 1)), 2)).ToArray()).ToArray();
    }

    /// <summary>Uploads files as one dataset; its name.</summary>
    public async Task<string> Dataset(string id, params (string Path, byte[] Bytes)[] files)
    {
        DatasetUpload upload = await Uploader.Client.StartDatasetUploadAsync(Uploader.Request(id, files));
        foreach ((string path, byte[] bytes) in files) await Uploader.Send(upload.UploadId, path, bytes, 0, bytes.Length);
        return (await Uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId })).Name;
    }

    /// <summary>Creates an analysis and watches it to its end.</summary>
    public async Task<AnalysisMessage> Run(string id, AnalysisSpec spec)
    {
        await Create(id, spec);
        AnalysisMessage? last = null;
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = analyses.WatchAnalysis(new WatchAnalysisRequest { Name = $"projects/p/analyses/{id}" }, deadline: DateTime.UtcNow.AddMinutes(2));
        await foreach (WatchAnalysisResponse change in watch.ResponseStream.ReadAllAsync()) last = change.Analysis;
        return last!;
    }

    /// <summary>Runs an analysis that must succeed; its name.</summary>
    public async Task<string> Succeed(string id, AnalysisSpec spec)
    {
        AnalysisMessage ended = await Run(id, spec);
        Assert.True(ended.State == AnalysisMessage.Types.State.Succeeded, $"{ended.State}: {ended.Error?.Message}");
        return ended.Name;
    }

    public async Task Create(string id, AnalysisSpec spec) => await analyses.CreateAnalysisAsync(new CreateAnalysisRequest
    {
        Parent = "projects/p", AnalysisId = id, Analysis = new AnalysisMessage { Spec = spec, Device = "cpu" },
    });

    public Task<ReceivedTable> Table(string analysis, string name, long offset = 0, long count = 0) => ReceivedTable.Read(Results, $"{analysis}/results/{name}", offset, count);

    /// <summary>Names of the tables of an analysis.</summary>
    public async Task<string[]> Names(string analysis) => [.. (await Results.ListResultsAsync(new ListResultsRequest { Parent = analysis })).Results.Select(r => r.Name[(analysis.Length + "/results/".Length)..])];

    /// <summary>A file of the result, as text.</summary>
    public async Task<string> File(string analysis, string path)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = Results.ReadResultFile(new ReadResultFileRequest { Parent = analysis, Path = path });
        var text = new StringBuilder();
        await foreach (ReadResultFileResponse chunk in call.ResponseStream.ReadAllAsync()) text.Append(chunk.Data.Content.ToStringUtf8());
        return text.ToString();
    }
}
