using System.Globalization;
using GpuCqa.Bench;
using GpuCqa.ServiceBench.Hosting;

namespace GpuCqa.ServiceBench.Reads;

/// <summary>Reads a table and a file of results through the running service beside plain HTTP downloads of the same bytes, in turns; memory of the server over all of it.</summary>
internal static class ReadCommand
{
    public static async Task Run(Options options)
    {
        int mebibytes = options.Number("mib", 1024), repeat = options.Number("repeat", 6);
        string work = Directory.CreateDirectory(Path.Combine(options.Text("work") ?? Path.GetTempPath(), "gpucqa-read-" + Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            using var pair = await Pair.Start(Path.Combine(work, "state"), mebibytes);
            // Code is compiled on its first runs, and files are in the page cache afterwards, for both servers.
            await pair.Rounds(1, _ => { });
            IReadOnlyList<Dictionary<string, (double Seconds, long Bytes)>> rounds = await pair.Rounds(repeat, Console.WriteLine);
            Line($"{mebibytes} MiB of matrix, {repeat} rounds in turns, medians");
            foreach (string what in rounds[0].Keys)
            {
                string peer = what.Contains("file", StringComparison.Ordinal) ? Pair.GetFile : Pair.GetTable;
                double[] ratios = [.. rounds.Select(r => Rate(r[what]) / Rate(r[peer])).Order()], hashed = [.. rounds.Select(r => Rate(r[what]) / Rate(r[peer + Pair.Hashed])).Order()];
                Line($"{what,-34} {rounds.Select(r => Rate(r[what])).Order().ElementAt(repeat / 2),6:F0} MiB/s, {ratios[repeat / 2]:P0} of GET (rounds {ratios[0]:P0} to {ratios[^1]:P0}), {hashed[repeat / 2]:P0} of GET with SHA-256 ({hashed[0]:P0} to {hashed[^1]:P0})");
            }

            double[] column = await pair.Column(repeat);
            Line($"one column of text alone: {column[repeat / 2]:F2} s for {pair.Rows} rows");
            Line($"memory of the service: {pair.Service.Idle >> 20} MiB idle, at most {(pair.Service.Peak - pair.Service.Idle) >> 20} MiB above; of the plain server: {pair.Plain.Idle >> 20} and {(pair.Plain.Peak - pair.Plain.Idle) >> 20} MiB");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static double Rate((double Seconds, long Bytes) run) => run.Bytes / run.Seconds / (1 << 20);

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>The service and its peer over the same bytes.</summary>
    private sealed class Pair : IDisposable
    {
        public const string GetTable = "GET table", GetFile = "GET file", Hashed = ", SHA-256";

        private readonly ReadSource source;
        private readonly Reader reader;

        private Pair(ReadSource source, ServerProgram service, ServerProgram plain)
        {
            (this.source, Service, Plain) = (source, service, plain);
            reader = new Reader(source, service.Address, plain.Address);
        }

        public ServerProgram Service { get; }

        public ServerProgram Plain { get; }

        public long Rows => source.Rows;

        public static async Task<Pair> Start(string state, int mebibytes)
        {
            ReadSource source = ReadSource.Make(state, mebibytes);
            return new Pair(source, await ServerProgram.Service(state), await ServerProgram.Own("files", "--folder", source.Folder));
        }

        public async Task<IReadOnlyList<Dictionary<string, (double Seconds, long Bytes)>>> Rounds(int count, Action<string> say)
        {
            (string What, ServerProgram Server, Func<Task<(double, long)>> Run)[] turns =
            [
                ("ReadResult, typed arrays", Service, () => reader.Table()),
                ("ReadResult, blocks", Service, reader.Blocks),
                (GetTable, Plain, () => reader.Get($"tables/{ReadSource.Table}", hashed: false)),
                (GetTable + Hashed, Plain, () => reader.Get($"tables/{ReadSource.Table}", hashed: true)),
                ("ReadResultFile, file", Service, reader.File),
                (GetFile, Plain, () => reader.Get($"files/{ReadSource.File}", hashed: false)),
                (GetFile + Hashed, Plain, () => reader.Get($"files/{ReadSource.File}", hashed: true)),
            ];
            var rounds = new List<Dictionary<string, (double, long)>>();
            for (int round = 0; round < count; round++)
            {
                var times = turns.ToDictionary(t => t.What, _ => (0.0, 0L), StringComparer.Ordinal);
                // Each round begins elsewhere, and every other one goes backwards: what one leaves behind is not always the same one's burden.
                for (int i = 0; i < turns.Length; i++)
                {
                    (string what, ServerProgram server, Func<Task<(double Seconds, long Bytes)>> run) = turns[(round + (round % 2 == 0 ? i : turns.Length - i)) % turns.Length];
                    TimeSpan before = server.Processor, own = Environment.CpuUsage.TotalTime;
                    (double Seconds, long Bytes) time = await run();
                    times[what] = time;
                    say(string.Create(CultureInfo.InvariantCulture, $"  {what}: {time.Seconds:F2} s (processor: server {(server.Processor - before).TotalSeconds:F2} s, client {(Environment.CpuUsage.TotalTime - own).TotalSeconds:F2} s)"));
                }

                rounds.Add(times);
            }

            return rounds;
        }

        /// <summary>Seconds of the column of text alone, sorted.</summary>
        public async Task<double[]> Column(int count)
        {
            double[] seconds = new double[count];
            for (int i = 0; i < count; i++) seconds[i] = (await reader.Table(ReadSource.TextColumn)).Seconds;
            return [.. seconds.Order()];
        }

        public void Dispose()
        {
            reader.Dispose();
            Service.Dispose();
            Plain.Dispose();
        }
    }
}
