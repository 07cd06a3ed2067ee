using System.Diagnostics;
using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Bench;
using GpuCqa.Client.Connections;
using GpuCqa.Client.References;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats;
using GpuCqa.ServiceBench.Hosting;

namespace GpuCqa.ServiceBench.Labels;

/// <summary>Labels batches of new cells by a loaded reference over gRPC, one client: time of each call, the client's own work included.</summary>
internal static class LabelCommand
{
    private static readonly int[] Batches = [1, 100, 1000];

    public static async Task Run(Options options)
    {
        string folder = options.Text("reference") ?? throw new ArgumentException("--reference names the folder of a reference."), file = options.Text("lot") ?? throw new ArgumentException("--lot names a file or folder of cells.");
        int calls = options.Number("calls", 300);
        string work = Directory.CreateDirectory(Path.Combine(options.Text("work") ?? Path.GetTempPath(), "gpucqa-labels-" + Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            using ServerProgram service = await ServerProgram.Service(Path.Combine(work, "state"));
            using GpuCqaClient client = GpuCqaClient.Connect(service.Address);
            Reference made = await client.Project().UploadReferenceAsync(folder);
            ReferenceClient reference = client.Project().Reference(made.Name);
            CsrMatrix<float> cells = await Cells(reference, file);
            long begun = Stopwatch.GetTimestamp();
            await reference.LabelCellsAsync(Rows(cells, 0, 1));
            Line($"{made.CellCount} reference cells, {made.GeneCount} genes, {made.Clusterings.Count} resolutions with {made.Clusterings.Sum(c => c.Clusters)} clusters; {cells.Rows} new cells, {(double)cells.NonZeros / cells.Rows:F0} genes with a count each");
            Line($"first call, which loads the reference: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s");
            foreach (int batch in Batches)
            {
                int most = Math.Min(batch, cells.Rows);
                var times = new List<double>();
                TimeSpan before = service.Processor;
                for (int call = -calls / 10; call < calls; call++)
                {
                    int first = cells.Rows == most ? 0 : (int)((uint)((call + calls) * 7919) % (uint)(cells.Rows - most));
                    CsrMatrix<float> part = Rows(cells, first, first + most);
                    long start = Stopwatch.GetTimestamp();
                    LabelCellsResponse labels = await reference.LabelCellsAsync(part);
                    if (labels.Distances.Count != most) throw new InvalidOperationException("Not every cell was labelled.");
                    // The first are compiled.
                    if (call >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                times.Sort();
                Line($"{most,5} cells a call, {calls} calls: median {times[calls / 2]:F1} ms, p99 {times[(int)Math.Ceiling(0.99 * calls) - 1]:F1} ms, longest {times[^1]:F1} ms; processor of the service {(service.Processor - before).TotalMilliseconds / (calls + (calls / 10)):F1} ms a call");
            }

            Line($"memory of the service: {service.Idle >> 20} MiB idle, {service.Peak >> 20} MiB at most");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // In the reference's genes, so that no names need travel.
    private static async Task<CsrMatrix<float>> Cells(ReferenceClient reference, string file)
    {
        CellSource source = CellFiles.Open(file, new CellFileOptions());
        ReferenceGenes genes = await reference.GetGenesAsync();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int g = 0; g < genes.GeneIds.Count; g++) places[genes.GeneIds[g]] = g;
        int[] map = [.. source.Features.Ids.Select(id => places.GetValueOrDefault(id, -1))];
        var offsets = new List<long> { 0 };
        var columns = new List<int>();
        var values = new List<float>();
        foreach (CellBlock block in source.ReadBlocks(4096))
        {
            for (int r = 0; r < block.Values.Rows; r++)
            {
                (int Column, float Value)[] row = [.. block.Values.RowIndices(r).ToArray().Zip(block.Values.RowValues(r).ToArray()).Select(e => (map[e.First], e.Second)).Where(e => e.Item1 >= 0).OrderBy(e => e.Item1)];
                columns.AddRange(row.Select(e => e.Column));
                values.AddRange(row.Select(e => e.Value));
                offsets.Add(columns.Count);
            }
        }

        return new CsrMatrix<float>(offsets.Count - 1, genes.GeneIds.Count, [.. offsets], [.. columns], [.. values]);
    }

    private static CsrMatrix<float> Rows(CsrMatrix<float> cells, int first, int end)
    {
        (int from, int to) = ((int)cells.RowOffsets[first], (int)cells.RowOffsets[end]);
        return new CsrMatrix<float>(end - first, cells.Columns, [.. Enumerable.Range(first, end - first + 1).Select(i => cells.RowOffsets[i] - from)], cells.ColumnIndices[from..to], cells.Values[from..to]);
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
