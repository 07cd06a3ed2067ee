using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Trust;

/// <summary>The list of persons whose signatures count: name, roles, public key, from when until when, revoked or not. The laboratory keeps it; nothing is ever taken off it.</summary>
public sealed class TrustedPersons
{
    private const string Format = "gpucqa-persons/1", TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private TrustedPersons(string path, IReadOnlyList<TrustedPerson> persons) => (Path, Persons) = (path, persons);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The entries, one a key.</summary>
    public IReadOnlyList<TrustedPerson> Persons { get; }

    /// <summary>Reads a list.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Whether there may be none yet.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is no such list; names the entry.</exception>
    public static TrustedPersons Read(string path, bool missing = false)
    {
        if (!File.Exists(path)) return missing ? new TrustedPersons(path, []) : throw new NotFoundException($"{path}: there is no such list of persons. gpucqa key trust begins one.");
        int number = 0;
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new FormatException("is not a JSON object");
            if (json.String("format") != Format) throw new FormatException($"its format is '{json.String("format")}', expected {Format}");
            var persons = new List<TrustedPerson>();
            foreach (JsonNode? node in json.Array("persons"))
            {
                number++;
                JsonObject entry = node!.AsObject();
                var person = new TrustedPerson(entry.String("person"), [.. entry.Array("roles").Select(r => r!.GetValue<string>())], Convert.FromBase64String(entry.String("public_key")), Time(entry.String("valid_from")), Time(entry.String("valid_until")));
                if (entry["revoked"] is JsonObject revoked) person = person with { Revoked = Time(revoked.String("time")), Reason = revoked.String("reason"), Compromised = revoked.Flag("compromised") };
                if (entry.String("key") != person.Key) throw new FormatException("its key is not the SHA-256 of its public key");
                if (persons.Any(p => p.Key == person.Key)) throw new FormatException("its key is on the list already");
                persons.Add(person);
            }

            return new TrustedPersons(path, persons);
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or NullReferenceException)
        {
            throw new BadDataException(path, number == 0 ? null : $"entry {number}", $"cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The list with another person, or another key of a person.</summary>
    /// <exception cref="PreconditionException">The key is on the list.</exception>
    /// <exception cref="InvalidParameterException">Name or roles are empty, or the key would never be valid.</exception>
    public TrustedPersons With(TrustedPerson person)
    {
        if (string.IsNullOrWhiteSpace(person.Person) || person.Roles.Count == 0 || person.Roles.Any(string.IsNullOrWhiteSpace)) throw new InvalidParameterException("A person has a name and at least one role.");
        if (person.Until <= person.From) throw new InvalidParameterException("--until is not after --from: the key would never be valid.");
        if (Persons.FirstOrDefault(p => p.Key == person.Key) is { } same) throw new PreconditionException($"{Path}: the key {person.Key[..16]} is {same.Person}'s already.");
        return new TrustedPersons(Path, [.. Persons, person]);
    }

    /// <summary>The list with a key revoked.</summary>
    /// <param name="key">Id of the key, or its beginning.</param>
    /// <param name="time">From when on signatures of it do not count.</param>
    /// <param name="reason">Why.</param>
    /// <param name="compromised">Whether earlier signatures do not count either.</param>
    /// <exception cref="NotFoundException">No key, or more than one, begins so.</exception>
    /// <exception cref="PreconditionException">It is revoked already.</exception>
    public TrustedPersons Revoke(string key, DateTimeOffset time, string reason, bool compromised)
    {
        TrustedPerson[] found = [.. Persons.Where(p => key.Length >= 8 && p.Key.StartsWith(key.ToLowerInvariant(), StringComparison.Ordinal))];
        if (found.Length != 1) throw new NotFoundException($"{Path}: {(found.Length == 0 ? "has no key" : "has more than one key")} that begins with '{key}' (at least 8 characters). gpucqa key list names them.");
        if (found[0].Revoked is not null && (found[0].Compromised || !compromised)) throw new PreconditionException($"{Path}: the key {found[0].Key[..16]} of {found[0].Person} is revoked already.");
        return new TrustedPersons(Path, [.. Persons.Select(p => p == found[0] ? p with { Revoked = p.Revoked ?? time, Reason = reason, Compromised = compromised } : p)]);
    }

    /// <summary>Writes the list.</summary>
    /// <exception cref="PreconditionException">It cannot be written.</exception>
    public void Write()
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["persons"] = JsonText.List(Persons, p => new JsonObject
            {
                ["person"] = p.Person, ["roles"] = JsonText.Texts(p.Roles), ["key"] = p.Key, ["public_key"] = Convert.ToBase64String(p.PublicKey), ["valid_from"] = Time(p.From), ["valid_until"] = Time(p.Until),
                ["revoked"] = p.Revoked is { } time ? new JsonObject { ["time"] = Time(time), ["reason"] = p.Reason, ["compromised"] = p.Compromised } : null,
            }),
        };
        string temporary = $"{Path}.{Guid.NewGuid():N}.partial";
        try
        {
            File.WriteAllText(temporary, JsonText.Write(json), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, Path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new PreconditionException($"{Path}: the list cannot be written: {error.Message}", error);
        }
    }

    /// <summary>What the list says of a signature that the key that it names made.</summary>
    public SignatureState Judge(SignatureRecord record)
    {
        if (Persons.FirstOrDefault(p => p.Key == record.Key) is not { } person) return SignatureState.Foreign;
        if (person.Person != record.Person) return SignatureState.OtherPerson;
        if (!person.Roles.Contains(record.Role, StringComparer.OrdinalIgnoreCase)) return SignatureState.OtherRole;
        DateTimeOffset time = DateTimeOffset.Parse(record.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (person.Compromised || time >= person.Revoked) return SignatureState.Revoked;
        return time < person.From ? SignatureState.NotYetValid : time > person.Until ? SignatureState.Expired : SignatureState.Verified;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);
}
