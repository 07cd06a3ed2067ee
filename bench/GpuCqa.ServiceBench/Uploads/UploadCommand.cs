using System.Diagnostics;
using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Bench;
using GpuCqa.ServiceBench.Hosting;
using Grpc.Net.Client;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>Uploads through the running service beside plain HTTP uploads of the same bytes, in turns; then one whose writer is killed twice; memory of the server over all of it.</summary>
internal static class UploadCommand
{
    private static readonly int[][] Orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 2, 1], [1, 2, 0]];

    public static async Task Run(Options options)
    {
        int mebibytes = options.Number("mib", 1024), repeat = options.Number("repeat", 6), chunk = options.Number("chunk", GrpcUpload.ChunkBytes);
        string work = Directory.CreateDirectory(Path.Combine(options.Text("work") ?? Path.GetTempPath(), "gpucqa-upload-" + Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            SourceFile small = SourceFile.Make(Path.Combine(work, "small.csv"), 64), source = SourceFile.Make(Path.Combine(work, "source.csv"), mebibytes);
            using ServerProgram service = await ServerProgram.Service(Path.Combine(work, "state")), plain = await ServerProgram.Own("plain", "--folder", Path.Combine(work, "plain"));
            using GrpcChannel channel = GrpcChannel.ForAddress(service.Address);
            var upload = new GrpcUpload(channel);
            using var put = new PlainUpload(plain.Address);
            // Code is compiled on its first runs.
            for (int i = 0; i < 8; i++) _ = (await upload.Whole(small, chunk), await put.Whole(small, check: true), await put.Whole(small, check: false));

            var rounds = new List<(double Send, double Finish, double Put, double Checked)>();
            for (int i = 0; i < repeat; i++)
            {
                var round = (Send: 0.0, Finish: 0.0, Put: 0.0, Checked: 0.0);
                // In turns, in all six orders one after the other: what one leaves behind is not always the same one's burden.
                Func<Task>[] turns =
                [
                    async () => (round.Send, round.Finish) = await Metered("gRPC", service, () => upload.Whole(source, chunk), t => t.Send + t.Finish),
                    async () => round.Put = await Metered("PUT", plain, () => put.Whole(source, check: false), t => t),
                    async () => round.Checked = await Metered("PUT with SHA-256", plain, () => put.Whole(source, check: true), t => t),
                ];
                int[] order = Orders[i % Orders.Length];
                foreach (int turn in order) await turns[turn]();
                rounds.Add(round);
            }

            double Median(Func<(double Send, double Finish, double Put, double Checked), double> of) => rounds.Select(of).Order().ElementAt(repeat / 2);
            Line($"{mebibytes} MiB, {repeat} rounds in turns, chunks of {chunk >> 10} KiB, medians");
            Line($"stored durably:              gRPC {mebibytes / Median(r => r.Send):F0} MiB/s, PUT {mebibytes / Median(r => r.Put):F0} MiB/s, ratio {Median(r => r.Put / r.Send):P0} (rounds {Range(rounds.Select(r => r.Put / r.Send))})");
            Line($"stored and SHA-256 checked:  gRPC {mebibytes / Median(r => r.Send + r.Finish):F0} MiB/s, PUT {mebibytes / Median(r => r.Checked):F0} MiB/s, ratio {Median(r => r.Checked / (r.Send + r.Finish)):P0} (rounds {Range(rounds.Select(r => r.Checked / (r.Send + r.Finish)))})");
            await Killed(upload, source, service.Address, chunk);
            Line($"memory of the service: {service.Idle >> 20} MiB idle, at most {(service.Peak - service.Idle) >> 20} MiB above; of the plain server: {plain.Idle >> 20} and {(plain.Peak - plain.Idle) >> 20} MiB");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<T> Metered<T>(string what, ServerProgram server, Func<Task<T>> upload, Func<T, double> seconds)
    {
        TimeSpan before = server.Processor, own = Environment.CpuUsage.TotalTime;
        T result = await upload();
        Line($"  {what}: {seconds(result):F2} s (processor: server {(server.Processor - before).TotalSeconds:F2} s, client {(Environment.CpuUsage.TotalTime - own).TotalSeconds:F2} s)");
        return result;
    }

    private static async Task Killed(GrpcUpload upload, SourceFile source, string address, int chunk)
    {
        DatasetUpload started = await upload.Start(source);
        var resumed = new List<long>();
        for (int life = 0; life < 3; life++)
        {
            resumed.Add(await upload.Stored(started.UploadId) >> 20);
            using Process writer = Process.Start("dotnet", [typeof(UploadCommand).Assembly.Location, "writer", "--address", address, "--upload", started.UploadId, "--source", source.Path, "--chunk", $"{chunk}"]);
            while (life < 2 && !writer.HasExited && await upload.Stored(started.UploadId) < (life + 1) * source.Size / 3) await Task.Delay(5);
            if (life < 2) writer.Kill();
            await writer.WaitForExitAsync();
        }

        Dataset dataset = await upload.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = started.UploadId });
        Line($"writer killed twice: resumed at {resumed[1]} MiB and {resumed[2]} MiB, SHA-256 {(dataset.Files[0].Sha256 == source.Sha256 ? "equal" : "NOT EQUAL")}");
    }

    private static string Range(IEnumerable<double> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():P0} to {values.Max():P0}");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
