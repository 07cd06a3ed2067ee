using System.Runtime.InteropServices;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using State = GpuCqa.Api.V1.Analysis.Types.State;

namespace GpuCqa.ServiceBench.Reads;

/// <summary>A finished analysis in the state folder of a service that does not run yet, written by the service's own code: a table and a file.</summary>
/// <param name="Analysis">Its name.</param>
/// <param name="Folder">Where its bytes lie.</param>
/// <param name="Rows">Rows of the table.</param>
internal sealed record ReadSource(string Analysis, string Folder, long Rows)
{
    public const string Table = "cells", File = "matrix.bin", TextColumn = "barcode";

    /// <summary>Values per row of the matrix: a row is 1 KiB.</summary>
    private const int Width = 256;

    private const string Project = "bench", Id = "read";

    public string TablePath => Path.Combine(Folder, "tables", Table);

    public string FilePath => Path.Combine(Folder, "files", File);

    /// <summary>A table of a float32 matrix of so many mebibytes and a column of text, and a file of as many mebibytes.</summary>
    public static ReadSource Make(string state, int mebibytes)
    {
        var options = new ServiceOptions { State = state };
        using ServiceProvider services = new ServiceCollection().AddLogging().AddStorage(options).AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton<AnalysisTable>().AddSingleton<ManifestTable>().AddSingleton<ResultStore>().BuildServiceProvider();
        AnalysisTable analyses = services.GetRequiredService<AnalysisTable>();
        ResultStore store = services.GetRequiredService<ResultStore>();
        string uid = Guid.NewGuid().ToString("N");
        var record = new AnalysisRecord(Project, Id, uid, 0, 0, new GpuCqa.Api.V1.Analysis { Name = $"projects/{Project}/analyses/{Id}", State = State.Queued, Spec = new AnalysisSpec { Pca = new PcaSpec() } });
        analyses.Add(record, [], "", "", 1);
        using ResultOutput output = store.Begin(uid);
        long rows = (long)mebibytes << 10;
        Write(output, rows);
        ResultManifest manifest = store.Take(uid, output, CancellationToken.None);
        analyses.End(uid, new GpuCqa.Api.V1.Analysis(record.Content) { State = State.Succeeded }, 0, session => ManifestTable.Add(session, uid, manifest));
        return new ReadSource(record.Content.Name, services.GetRequiredService<StateFolder>().Result(uid), rows);
    }

    private static void Write(ResultOutput output, long rows)
    {
        using TableWriter table = output.Table(Table, Columns.Text(TextColumn), Columns.Float32("values", Width));
        using FileStream file = System.IO.File.Create(Path.Combine(output.Folder, File), 1 << 16);
        var random = new Random(5);
        float[] row = new float[Width];
        for (long r = 0; r < rows; r++)
        {
            // Bytes that no disk or line could press together.
            random.NextBytes(MemoryMarshal.AsBytes(row.AsSpan()));
            table.Write($"AAACCTGAG{r:D9}-1");
            table.Write(row);
            table.EndRow();
            file.Write(MemoryMarshal.AsBytes<float>(row));
        }
    }
}
