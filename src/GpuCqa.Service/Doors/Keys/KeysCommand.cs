using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Doors.Keys;

/// <summary><c>keys add|list|revoke</c>: API keys of a state folder, whether or not a service runs on it.</summary>
public static partial class KeysCommand
{
    /// <summary>The command.</summary>
    /// <param name="options">Reads the configuration of a command line.</param>
    public static Command Create(Func<ParseResult, ServiceOptions> options) =>
        new("keys", "API keys: add, list, revoke; a service that runs takes them at once.") { Add(options), List(options), Revoke(options) };

    private static Command Add(Func<ParseResult, ServiceOptions> options)
    {
        var name = new Argument<string>("name") { Description = "Who or what it is for, as the audit log will name it." };
        var grants = new Option<string[]>("--grant") { Description = "PROJECT=ROLE: reader, analyst or admin; the project 'all' means every one. Repeat the option for several.", HelpName = "project=role", Required = true };
        var expires = new Option<string>("--expires") { Description = "When it ends: 90d, 12h, or never.", HelpName = "time", DefaultValueFactory = _ => "365d" };
        Option<string?> reason = Reason();
        var command = new Command("add", "Makes a key and prints it, once: only its hash is kept.") { name, grants, expires, reason };
        command.SetAction(parsed =>
        {
            string holder = parsed.GetValue(name)!;
            if (!Name().IsMatch(holder)) throw new InvalidParameterException($"The name is '{holder}'; expected up to 64 of letters, digits, '.', '_', '@' and '-'.");
            ApiKeyText text = ApiKeyText.Make();
            DateTimeOffset now = DateTimeOffset.UtcNow;
            var key = new ApiKey(text.Id, holder, text.SecretSha256, Grants.Parse("--grant", parsed.GetValue(grants)!), now, Lifetime(parsed.GetValue(expires)!) is { } life ? now + life : null, null, null);
            ServiceOptions settings = options(parsed);
            string? why = Why(settings, parsed.GetValue(reason));
            var tables = new DoorTables(settings.State);
            tables.InTransaction(s => ApiKeyTable.Add(s, key) + AuditOutbox.Add(s, "key.add", Entry(key, why, "new")));
            Console.Error.WriteLine($"Key {key.Id} of {key.Name}: {key.Grants}, {(key.Expires is { } end ? $"until {Day(end)}" : "without an end")}. It is not shown again:");
            Console.Out.WriteLine(text.Whole());
        });
        return command;
    }

    private static Command List(Func<ParseResult, ServiceOptions> options)
    {
        var command = new Command("list", "Lists the keys, without their secrets.");
        command.SetAction(parsed =>
        {
            string[][] rows = [["id", "name", "grants", "created", "expires", "last used", "revoked"],
                .. new ApiKeyTable(new DoorTables(options(parsed).State, make: false)).List().Select(k => new[] { k.Id, k.Name, k.Grants.ToString(), Day(k.Created), Day(k.Expires), k.LastUsed is { } used ? used.ToString("yyyy-MM-dd HH'h'", CultureInfo.InvariantCulture) : "-", Day(k.Revoked) })];
            int[] widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
            foreach (string[] row in rows) Console.Out.WriteLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        });
        return command;
    }

    private static Command Revoke(Func<ParseResult, ServiceOptions> options)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as 'keys list' gives it." };
        Option<string?> reason = Reason();
        var command = new Command("revoke", "Ends a key: it opens nothing from now on, and calls that run with it end.") { id, reason };
        command.SetAction(parsed =>
        {
            string key = parsed.GetValue(id)!;
            key = key.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) ? key[ApiKeyText.Prefix.Length..].Split('_')[0] : key;
            ServiceOptions settings = options(parsed);
            string? why = Why(settings, parsed.GetValue(reason));
            var tables = new DoorTables(settings.State, make: false);
            if (!tables.InTransaction(s => ApiKeyTable.Revoke(s, key, DateTimeOffset.UtcNow) is { } old && AuditOutbox.Add(s, "key.revoke", Entry(old, why, "old")) > 0)) throw new NotFoundException($"There is no key {key} that is not revoked already; 'keys list' names those that are.");
            Console.Error.WriteLine($"Key {key} is revoked.");
        });
        return command;
    }

    private static Option<string?> Reason() => new("--reason") { Description = "Why, for the audit log: one line of text.", HelpName = "text" };

    private static string? Why(ServiceOptions settings, string? text)
    {
        settings.Audit.Check();
        return ReasonText.Checked("--reason", text) ?? (settings.Audit.ReasonFor.Contains(ReasonRule.Keys) ? throw new InvalidParameterException("Keys are made and revoked with a reason here (GpuCqa:Audit:ReasonFor); give --reason TEXT.") : null);
    }

    // Never the secret, nor its hash.
    private static JsonObject Entry(ApiKey key, string? reason, string change)
    {
        var entry = new JsonObject
        {
            ["key"] = key.Id, ["name"] = key.Name, [change] = new JsonObject { ["grants"] = key.Grants.ToString(), ["expires"] = key.Expires is { } until ? AuditEntry.Time(until) : "never" },
        };
        if (reason is not null) entry["reason"] = reason;
        return entry;
    }

    private static TimeSpan? Lifetime(string text)
    {
        if (text == "never") return null;
        Match match = Time().Match(text);
        double count = match.Success ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return count > 0 ? match.Groups[2].Value == "d" ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count)
            : throw new InvalidParameterException($"--expires is '{text}'; expected a number of days or hours such as 90d or 12h, or never.");
    }

    private static string Day(DateTimeOffset? time) => time is { } t ? t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-";

    [GeneratedRegex(@"\A([0-9]{1,5})([dh])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
