using System.CommandLine;
using System.Globalization;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Trust;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa key</c>: keys that persons sign with, and the list of persons whose signatures count.</summary>
public static class KeyVerb
{
    private const string PersonsVariable = "GPUCQA_PERSONS";

    private const int Years = 2;

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>The verb.</summary>
    public static Command Create() => new("key", "Keys of persons (ECDSA P-256), and the list of persons whose signatures count: in which roles, from when until when, revoked or not.") { New(), Trust(), Revoke(), List(), Show() };

    /// <summary>The list of trusted persons.</summary>
    public static Option<string?> PersonsOption() => new("--persons") { Description = $"List of trusted persons (gpucqa key trust), or {PersonsVariable}. Without it no signature is taken for verified.", HelpName = "file" };

    /// <summary>File of the passphrase.</summary>
    public static Option<string?> PassphraseOption() => new("--passphrase-file") { Description = "File whose first line is the passphrase, - for standard input; without it the terminal asks.", HelpName = "file" };

    /// <summary>The list that was named; null where none was.</summary>
    public static TrustedPersons? ReadPersons(string? file) =>
        (string.IsNullOrWhiteSpace(file) ? Environment.GetEnvironmentVariable(PersonsVariable) : file) is { Length: > 0 } path ? TrustedPersons.Read(path) : null;

    private static Argument<string> PersonsFile() => new("persons") { Description = "The list (persons.json)." };

    private static Command New()
    {
        var file = new Argument<string>("file") { Description = "Private key to write; the public one is FILE.pub." };
        Option<string?> passphrase = PassphraseOption();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("new", "Make a key: the private one under a passphrase, for its user alone, and the public one to hand to who keeps the list of persons.") { file, passphrase, quiet };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            using SigningKey key = SigningKey.Create(path, Passphrases.Read(parsed.GetValue(passphrase), $"Passphrase for {path} (at least {SigningKey.PassphraseLength} characters): ", twice: true));
            Console.Out.WriteLine(key.Id);
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine($"Private key {path}: keep it and its passphrase to yourself. Public key {path}{SigningKey.PublicEnding}: give it, by a way that shows who you are, to who keeps the list of persons.");
            return 0;
        });
        return command;
    }

    private static Command Trust()
    {
        Argument<string> list = PersonsFile();
        var file = new Argument<string>("key") { Description = "Public key of the person (FILE.pub)." };
        var person = new Option<string>("--person") { Description = "Name, as it stands in signatures.", HelpName = "name", Required = true };
        var roles = new Option<string[]>("--role") { Description = "Role in which the person signs (quality, process, clinical); repeatable.", HelpName = "role", Required = true };
        var from = new Option<string?>("--from") { Description = "The key is valid from then on, UTC (default: now).", HelpName = "date" };
        var until = new Option<string?>("--until") { Description = $"And until then (default: {Years} years later).", HelpName = "date" };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("trust", "Put a person's public key on the list; begins the list where there is none.") { list, file, person, roles, from, until, quiet };
        command.SetAction(parsed =>
        {
            DateTimeOffset now = DateTimeOffset.UtcNow, first = parsed.GetValue(from) is { } f ? Day("--from", f) : now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
            DateTimeOffset last = parsed.GetValue(until) is { } u ? Day("--until", u) : first.AddYears(Years);
            var added = new TrustedPerson(parsed.GetValue(person)!.Trim(), OptionValues.List(parsed.GetValue(roles)), SigningKey.ReadPublic(parsed.GetValue(file)!), first, last);
            TrustedPersons.Read(parsed.GetValue(list)!, missing: true).With(added).Write();
            if (!parsed.GetValue(quiet)) Console.Out.WriteLine(Line(added));
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        Argument<string> list = PersonsFile();
        var key = new Argument<string>("key") { Description = "Id of the key, or at least 8 characters of its beginning." };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "text", Required = true };
        var compromised = new Option<bool>("--compromised") { Description = "Somebody else may have had the key: earlier signatures of it do not count either." };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("revoke", "Revoke a key: signatures from now on do not count. The entry stays on the list.") { list, key, reason, compromised, quiet };
        command.SetAction(parsed =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(reason))) throw new InvalidParameterException("--reason is empty.");
            TrustedPersons revoked = TrustedPersons.Read(parsed.GetValue(list)!).Revoke(parsed.GetValue(key)!, DateTimeOffset.UtcNow, parsed.GetValue(reason)!.Trim(), parsed.GetValue(compromised));
            revoked.Write();
            if (!parsed.GetValue(quiet)) foreach (TrustedPerson p in revoked.Persons.Where(p => p.Key.StartsWith(parsed.GetValue(key)!.ToLowerInvariant(), StringComparison.Ordinal))) Console.Out.WriteLine(Line(p));
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        Argument<string> list = PersonsFile();
        var command = new Command("list", "The persons, their roles and keys, one line a key, and the SHA-256 of the list.") { list };
        command.SetAction(parsed =>
        {
            TrustedPersons persons = TrustedPersons.Read(parsed.GetValue(list)!);
            foreach (TrustedPerson person in persons.Persons) Console.Out.WriteLine(Line(person));
            Console.Error.WriteLine($"{FileHash.Of(persons.Path, CancellationToken.None)}  {persons.Path}");
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var file = new Argument<string>("file") { Description = "Public key (FILE.pub)." };
        var command = new Command("show", "The id of a public key: SHA-256 over it.") { file };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(SigningKey.IdOf(SigningKey.ReadPublic(parsed.GetValue(file)!)));
            return 0;
        });
        return command;
    }

    private static string Line(TrustedPerson p) => $"{p.Key}  {p.Person} ({string.Join(", ", p.Roles)})  {Time(p.From)} to {Time(p.Until)}{(p.Revoked is { } time ? $"  revoked {Time(time)}{(p.Compromised ? ", compromised" : "")}: {p.Reason}" : "")}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Day(string option, string text) => DateTimeOffset.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw new InvalidParameterException($"{option} is '{text}'; expected a date such as 2026-01-05 or 2026-01-05T09:00:00Z.");
}
