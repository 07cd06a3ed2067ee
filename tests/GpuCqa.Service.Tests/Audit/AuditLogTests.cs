using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Storage;
using GpuCqa.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly TemporaryFolder state = new();
    private readonly SettableClock clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private string Folder => AuditFiles.Folder(state.Path);

    [Fact]
    public async Task Entries_Appended_AreAChainAcrossFilesAndStarts()
    {
        for (int start = 0; start < 3; start++)
        {
            await Write(async log => await Task.WhenAll(Enumerable.Range(0, 40).Select(i => log.Append(new AuditEntry("test", null, ("number", $"{i}"))))), fileBytes: 2048);
        }

        AuditCheck.Finding found = AuditCheck.Run(Folder, Head());
        Assert.Empty(found.Torn);
        Assert.InRange(AuditFiles.List(Folder).Count, 3, 40);
        Assert.Equal(120, Entries().Count(e => (string)e["op"]! == "test"));
        Assert.Equal(Enumerable.Range(1, (int)found.Entries), Entries().Select(e => (int)e["seq"]!));
        Assert.Equal(120 + AuditFiles.List(Folder).Count, found.Entries);
    }

    [Fact]
    public async Task Byte_FlippedAnywhere_IsFound()
    {
        await Write(async log =>
        {
            await log.Append(new AuditEntry("DatasetService/ImportDataset", new Caller("ana", Proof.Key, Grants.None, "0123", "10.0.0.1"), ("note", "細胞")));
            await log.Append(new AuditEntry("b", null));
        });
        string path = AuditFiles.List(Folder)[0].Path;
        byte[] good = File.ReadAllBytes(path);
        Assert.Equal(3, AuditCheck.Run(Folder, null).Entries);
        var missed = new List<int>();
        for (int i = 0; i < good.Length; i++)
        {
            foreach (byte flip in new byte[] { 1, 0x20, 0x80 })
            {
                byte[] bad = [.. good];
                bad[i] ^= flip;
                File.WriteAllBytes(path, bad);
                int line = good.AsSpan(0, i).Count((byte)'\n') + 1;
                BadDataException? error = Record.Exception(() => AuditCheck.Run(Folder, null)) as BadDataException;
                if (error?.Place != $"line {line}" || error.File != "audit-000001.jsonl") missed.Add(i);
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task Line_RemovedSwappedOrRepeated_IsFound()
    {
        await Write(async log =>
        {
            foreach (string op in new[] { "a", "b", "c", "d" }) await log.Append(new AuditEntry(op, null));
        });
        string path = AuditFiles.List(Folder)[0].Path;
        string[] lines = File.ReadAllLines(path);
        foreach (string[] bad in new string[][] { [.. lines[..2], .. lines[3..]], [lines[0], lines[2], lines[1], .. lines[3..]], [.. lines, lines[^1]], lines[1..], [.. lines[..2], "", .. lines[2..]] })
        {
            File.WriteAllText(path, string.Join('\n', bad) + "\n");
            Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null));
        }

        // What is missing at the end leaves a whole chain: the tables know better.
        File.WriteAllText(path, string.Join('\n', lines[..3]) + "\n");
        Assert.Equal(3, AuditCheck.Run(Folder, null).Entries);
        Assert.Contains("there were 5 and more", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, Head())).Message, StringComparison.Ordinal);
        await Write(log => log.Append(new AuditEntry("e", null)));
        Assert.Equal("line 4", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null)).Place);
        Directory.Delete(Folder, recursive: true);
        Assert.Throws<NotFoundException>(() => AuditCheck.Run(Folder, null));
        await Assert.ThrowsAsync<PreconditionException>(() => Write(log => log.Append(new AuditEntry("f", null))));
    }

    [Fact]
    public async Task File_Removed_IsFound()
    {
        await Write(async log =>
        {
            for (int i = 0; i < 40; i++) await log.Append(new AuditEntry("test", null, ("number", $"{i}")));
        }, fileBytes: 1024);
        string first = AuditFiles.List(Folder)[0].Path, second = AuditFiles.List(Folder)[1].Path;
        File.Move(second, second + ".away");
        Assert.Contains("audit-000002.jsonl: the file is missing", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null)).Message, StringComparison.Ordinal);
        File.Move(second + ".away", second);
        File.Delete(first);
        Assert.Contains("audit-000001.jsonl: the file is missing", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastLine_CutOffAnywhere_IsRecordedAndTheChainGoesOn()
    {
        await Write(log => log.Append(new AuditEntry("acknowledged", null)));
        string path = AuditFiles.List(Folder)[0].Path;
        byte[] good = File.ReadAllBytes(path);
        (long, string) acknowledged = Head()!.Value;
        await Write(log => log.Append(new AuditEntry("cut", null)));
        byte[] whole = File.ReadAllBytes(path);
        for (int length = good.Length + 1; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            new AuditHead(new DoorTables(state.Path)).Set(acknowledged.Item1, acknowledged.Item2);
            Assert.Contains("cut off", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null)).Message, StringComparison.Ordinal);
            await Write(log => log.Append(new AuditEntry("after", null)));
            AuditCheck.Finding found = AuditCheck.Run(Folder, null);
            Assert.Equal("audit-000001.jsonl, line 3", Assert.Single(found.Torn));
            Assert.Equal([AuditLog.OpenOp, "acknowledged", AuditLog.RepairOp, "after"], Entries().Select(e => (string)e["op"]!));

            // The cut-off bytes are part of the record too.
            byte[] repaired = File.ReadAllBytes(path), bad = [.. repaired];
            bad[length - 1] ^= 1;
            File.WriteAllBytes(path, bad);
            Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null));
            // Cut off again within the record of the first time.
            File.WriteAllBytes(path, repaired[..(length + 20)]);
            new AuditHead(new DoorTables(state.Path)).Set(acknowledged.Item1, acknowledged.Item2);
            await Write(log => log.Append(new AuditEntry("after", null)));
            Assert.Single(AuditCheck.Run(Folder, null).Torn);
        }
    }

    [Fact]
    public async Task LastLine_Changed_IsNotTakenForATornOne()
    {
        await Write(log => log.Append(new AuditEntry("a", null)));
        string path = AuditFiles.List(Folder)[0].Path;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"op\":\"a\"", "\"op\":\"b\"", StringComparison.Ordinal));
        await Write(log => log.Append(new AuditEntry("c", null)));
        Assert.Equal("line 2", Assert.Throws<BadDataException>(() => AuditCheck.Run(Folder, null)).Place);
        Assert.Contains(Entries(), e => (string)e["op"]! == AuditLog.RepairOp && (string)e["kind"]! == "damaged");
    }

    [Fact]
    public async Task FirstLine_OfANewFileCutOff_GoesOnFromTheFileBefore()
    {
        await Write(log => log.Append(new AuditEntry("a", null)));
        File.WriteAllText(Path.Combine(Folder, AuditFiles.Name(2)), "{\"entry\":{\"fi");
        await Write(log => log.Append(new AuditEntry("b", null)));
        AuditCheck.Finding found = AuditCheck.Run(Folder, Head());
        Assert.Equal("audit-000002.jsonl, line 1", Assert.Single(found.Torn));
        Assert.Equal(4, found.Entries);
        File.WriteAllText(Path.Combine(Folder, AuditFiles.Name(3)), "");
        await Write(log => log.Append(new AuditEntry("c", null)));
        Assert.Equal(5, AuditCheck.Run(Folder, Head()).Entries);
    }

    [Fact]
    public async Task Clock_SetBack_IsFlaggedAndTimeStands()
    {
        await Write(async log =>
        {
            await log.Append(new AuditEntry("a", null));
            clock.Now -= TimeSpan.FromHours(1);
            await log.Append(new AuditEntry("b", null));
        });
        await Write(log => log.Append(new AuditEntry("c", null)));
        clock.Now += TimeSpan.FromHours(2);
        await Write(log => log.Append(new AuditEntry("d", null)));
        JsonNode[] entries = Entries();
        Assert.Equal(["-", "-", "2026-01-05T08:00:00.000000Z", "2026-01-05T08:00:00.000000Z", "-"], entries.Select(e => (string?)e["clock_back"] ?? "-"));
        Assert.Equal(["2026-01-05T09:00:00.000000Z", "2026-01-05T10:00:00.000000Z"], entries.Select(e => (string)e["ts"]!).Distinct());
        Assert.Equal(5, AuditCheck.Run(Folder, Head()).Entries);
    }

    public void Dispose() => state.Dispose();

    private (long, string)? Head() => new AuditHead(new DoorTables(state.Path)).Get();

    private JsonNode[] Entries() => AuditFiles.List(Folder).SelectMany(f => File.ReadAllLines(f.Path, Encoding.UTF8)).Where(l => AuditLine.Read(Encoding.UTF8.GetBytes(l)) is not null).Select(l => JsonNode.Parse(l)!["entry"]!).ToArray();

    private async Task Write(Func<AuditLog, Task> work, long fileBytes = 1 << 20)
    {
        using var folder = new StateFolder(state.Path);
        using var log = new AuditLog(folder, new AuditHead(new DoorTables(state.Path)), new AuditOptions { FileBytes = fileBytes }, clock, NullLogger<AuditLog>.Instance);
        await work(log);
    }

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
