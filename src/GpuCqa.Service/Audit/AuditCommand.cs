using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit.Show;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Audit;

/// <summary><c>audit verify|show</c>: the audit log of a state folder, whether or not a service runs on it.</summary>
public static class AuditCommand
{
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    /// <summary>The command.</summary>
    /// <param name="options">Reads the configuration of a command line.</param>
    public static Command Create(Func<ParseResult, ServiceOptions> options) => new("audit", "The audit log.") { Verify(options), Show(options) };

    private static Command Verify(Func<ParseResult, ServiceOptions> options)
    {
        var verify = new Command("verify", "Checks every entry of the log; names file and line of the first break and ends with 3.");
        verify.SetAction(parsed =>
        {
            AuditCheck.Finding found = Checked(options(parsed).State, () => null);
            foreach (string place in found.Torn) Console.Error.WriteLine($"{place}: cut off by a crash, as the entry after it records");
            Console.Out.WriteLine(Sentence(found));
        });
        return verify;
    }

    private static Command Show(Func<ParseResult, ServiceOptions> options)
    {
        var project = new Option<string?>("--project") { Description = "Only what is about this project.", HelpName = "name" };
        var since = new Option<string?>("--since") { Description = "Only from this time on, UTC unless it says otherwise: 2026-01-05 or 2026-01-05T09:00:00Z.", HelpName = "time" };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated values, with what was and what is." };
        var show = new Command("show", "Checks the log, then prints who did what, when and why; a log that was changed is not shown and ends with 3.") { project, since, csv };
        show.SetAction(parsed =>
        {
            DateTimeOffset? from = parsed.GetValue(since) is { } time ? Time(time) : null;
            AuditRows rows = null!;
            AuditCheck.Finding found = Checked(options(parsed).State, () => (rows = new AuditRows(parsed.GetValue(project), from)).Take);
            if (parsed.GetValue(csv)) AuditPrint.Csv(Console.Out, rows.All);
            else AuditPrint.Table(Console.Out, rows.All);
            Console.Error.WriteLine(Sentence(found));
        });
        return show;
    }

    private static string Sentence(AuditCheck.Finding found) => $"{found.Entries} entries, none changed; the last has the hash {found.Hash}";

    private static DateTimeOffset Time(string text) => DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw new InvalidParameterException($"--since is '{text}'; expected a time such as 2026-01-05 or 2026-01-05T09:00:00Z.");

    private static AuditCheck.Finding Checked(string state, Func<Action<JsonElement>?> each)
    {
        string root = Path.GetFullPath(state);
        // Read before the log: what is written meanwhile only makes it longer.
        (long, string)? head = File.Exists(Path.Combine(root, DoorTables.FileName)) ? new AuditHead(new DoorTables(root, make: false)).Get() : null;
        for (int tries = 1; ; tries++)
        {
            try
            {
                return AuditCheck.Run(AuditFiles.Folder(root), head, each());
            }
            catch (BadDataException) when (tries < 3)
            {
                // A service that runs may be in the midst of a line.
                Thread.Sleep(100);
            }
        }
    }
}
