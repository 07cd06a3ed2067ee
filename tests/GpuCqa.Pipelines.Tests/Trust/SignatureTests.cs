using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Trust;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;
using static GpuCqa.Pipelines.Tests.Trust.SmallResults;

namespace GpuCqa.Pipelines.Tests.Trust;

public sealed class SignatureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Key_LiesUnderItsPassphraseForItsUserAlone()
    {
        string path = folder.File("sato.key");
        string id;
        using (SigningKey made = SigningKey.Create(path, Passphrase)) id = made.Id;
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(id, SigningKey.IdOf(SigningKey.ReadPublic(path + ".pub")));
        using (SigningKey again = SigningKey.Open(path, Passphrase)) Assert.Equal(id, again.Id);
        Assert.Contains("passphrase is wrong", Assert.Throws<PreconditionException>(() => SigningKey.Open(path, "another passphrase")).Message, StringComparison.Ordinal);
        Assert.Throws<PreconditionException>(() => SigningKey.Create(path, Passphrase));
        Assert.Throws<InvalidParameterException>(() => SigningKey.Create(folder.File("other.key"), "short"));
        Assert.Throws<BadDataException>(() => SigningKey.Open(path + ".pub", Passphrase));
        Assert.Throws<BadDataException>(() => SigningKey.ReadPublic(path));
        Assert.Throws<NotFoundException>(() => SigningKey.Open(folder.File("none"), Passphrase));
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("others", Assert.Throws<PreconditionException>(() => SigningKey.Open(path, Passphrase)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_ByEveryKindOfKey_IsJudgedByTheListAndSaysWhich()
    {
        using SigningKey sato = Key(folder, "sato.key"), ito = Key(folder, "ito.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        string place = Write(folder.File("r"));
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        Assert.Equal(SignatureState.Verified, State(place, persons));
        Assert.Equal(SignatureState.Unchecked, State(place, null));
        Assert.Equal(SignatureState.Foreign, State(place, List("1", ("B. Ito", ito, "quality", -1, 1))));
        Assert.Equal(SignatureState.OtherPerson, State(place, List("2", ("B. Ito", sato, "quality", -1, 1))));
        Assert.Equal(SignatureState.OtherRole, State(place, List("3", ("A. Sato", sato, "process", -1, 1))));
        Assert.Equal(SignatureState.Expired, State(place, List("4", ("A. Sato", sato, "quality", -3, -1))));
        Assert.Equal(SignatureState.NotYetValid, State(place, List("5", ("A. Sato", sato, "quality", 1, 2))));
        Assert.Equal(SignatureState.Revoked, State(place, persons.Revoke(sato.Id[..8], Noon.AddHours(-1), "left", compromised: false)));
        // A key that was revoked later was good when it signed, unless somebody else had it.
        Assert.Equal(SignatureState.Verified, State(place, persons.Revoke(sato.Id[..8], Noon.AddHours(1), "left", compromised: false)));
        Assert.Equal(SignatureState.Revoked, State(place, persons.Revoke(sato.Id[..8], Noon.AddHours(1), "stolen", compromised: true)));
        foreach (TrustedPersons list in new[] { List("6", ("B. Ito", ito, "quality", -1, 1)), List("7", ("A. Sato", sato, "quality", -3, -1)) })
        {
            Verification found = Verifier.Of(place, list, true, CancellationToken.None);
            Assert.Equal(DifferenceKind.Signature, Assert.Single(found.Differences).Difference.Kind);
        }
    }

    [Fact]
    public void Signing_WithoutTheRight_IsRefusedAndNothingWritten()
    {
        using SigningKey sato = Key(folder, "sato.key"), ito = Key(folder, "ito.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        string place = Write(folder.File("r"));
        Assert.Throws<PreconditionException>(() => SignatureFile.Append(place, Signature("B. Ito"), ito, Noon, persons));
        Assert.Throws<PreconditionException>(() => SignatureFile.Append(place, Signature("A. Sato", "clinical"), sato, Noon, persons));
        Assert.Throws<PreconditionException>(() => SignatureFile.Append(place, Signature("A. Sato"), sato, Noon.AddDays(2), persons));
        Assert.False(File.Exists(Path.Combine(place, SignatureFile.FileName)));
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        Assert.Contains("clock", Assert.Throws<PreconditionException>(() => SignatureFile.Append(place, Signature("A. Sato"), sato, Noon.AddMinutes(-1), persons)).Message, StringComparison.Ordinal);
        Assert.Single(SignatureFile.Read(place, persons));
    }

    // Who writes the file can make its chain anew; the key of another cannot be made.
    [Theory]
    [InlineData("justification", "something else")]
    [InlineData("person", "C. Mori")]
    [InlineData("role", "clinical")]
    [InlineData("meaning", "approved")]
    [InlineData("time", "2026-01-05T11:00:00.000Z")]
    public void Record_RewrittenWithItsChain_IsForged(string field, string value)
    {
        using SigningKey sato = Key(folder, "sato.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        string place = Write(folder.File("r"));
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        Rewrite(place, entry => entry[field] = value);
        Assert.Equal(SignatureState.Forged, State(place, persons));
        Assert.Contains("forged", Assert.Single(Verifier.Of(place, persons, true, CancellationToken.None).Differences).Difference.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_WithAnothersPublicKey_IsForged()
    {
        using SigningKey sato = Key(folder, "sato.key"), ito = Key(folder, "ito.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        string place = Write(folder.File("r"));
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        // Ito signs as Sato: with Ito's public key under Sato's id, and the other way round.
        foreach ((string id, byte[] shown) in new[] { (sato.Id, ito.PublicKey), (sato.Id, sato.PublicKey) })
        {
            Rewrite(place, entry =>
            {
                entry["key"] = id;
                entry["public_key"] = Convert.ToBase64String(shown);
                entry.Remove("signature");
                entry["signature"] = Convert.ToBase64String(ito.Sign(CanonicalJson.Bytes(entry)));
            });
            Assert.Equal(SignatureState.Forged, State(place, persons));
        }
    }

    [Fact]
    public void Chain_WithARecordTakenOutOrMoved_IsRefused()
    {
        using SigningKey sato = Key(folder, "sato.key"), ito = Key(folder, "ito.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"), ("B. Ito", ito, "process"));
        string place = Write(folder.File("r")), other = Write(folder.File("other"), Path.Combine(place, "summary.json")), file = Path.Combine(place, SignatureFile.FileName);
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        SignatureFile.Append(place, Signature("B. Ito", "process", "approved"), ito, Noon.AddMinutes(1), persons);
        Assert.Equal(["A. Sato", "B. Ito"], ResultReader.Read(place, persons).Signatures.Select(s => s.Person));
        string text = File.ReadAllText(file);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string changed in new[] { lines[1] + "\n", lines[1] + "\n" + lines[0] + "\n", text[..^1], text.Replace("B. Ito", "C. Ito", StringComparison.Ordinal), text + text })
        {
            File.WriteAllText(file, changed);
            Assert.Throws<BadDataException>(() => SignatureFile.Read(place, persons));
            Assert.Equal(DifferenceKind.Signature, Assert.Single(Verifier.Of(place, persons, true, CancellationToken.None).Differences).Difference.Kind);
        }

        // Signatures of one result are not those of another, nor of the same one with another byte.
        File.WriteAllText(Path.Combine(other, SignatureFile.FileName), text);
        Assert.Contains("changed after it was signed", Assert.Throws<BadDataException>(() => SignatureFile.Read(other, persons)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, text);
        File.AppendAllText(Path.Combine(place, "specification.csv"), "\n");
        Assert.Contains("specification.csv", Assert.Throws<BadDataException>(() => SignatureFile.Read(place, persons)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_AfterSigning_ShowsWhoAndWhetherItHolds_InBothLanguages()
    {
        using SigningKey sato = Key(folder, "sato.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        string place = Write(folder.File("r"));
        SignatureFile.Append(place, Signature("A. Sato"), sato, Noon, persons);
        ResultFiles.WriteReport(ReportSource.In(place, persons: persons), place);
        string page = File.ReadAllText(Path.Combine(place, "report.html"));
        foreach (string word in new[] { "A. Sato", "電子署名", "検証済み", "verified", "照査" }) Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.DoesNotContain("count for nothing", page, StringComparison.Ordinal);
        Assert.True(Verifier.Of(place, persons, true, CancellationToken.None).Holds);
        ResultFiles.WriteReport(ReportSource.In(place), place);
        page = File.ReadAllText(Path.Combine(place, "report.html"));
        foreach (string word in new[] { "count for nothing", "未確認" }) Assert.Contains(word, page, StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsSignedBesideItself()
    {
        using SigningKey sato = Key(folder, "sato.key");
        TrustedPersons persons = Persons(folder, ("A. Sato", sato, "quality"));
        File.WriteAllText(folder.File("plan.json"), "{}");
        SignatureFile.Append(folder.File("plan.json"), Signature("A. Sato"), sato, Noon, persons);
        Assert.True(File.Exists(folder.File("plan.json.signatures.jsonl")));
        Assert.Equal(SignatureState.Verified, State(folder.File("plan.json"), persons));
        File.WriteAllText(folder.File("plan.json"), "{ }");
        Assert.Throws<BadDataException>(() => SignatureFile.Read(folder.File("plan.json"), persons));
    }

    [Theory]
    [InlineData("\"key\": \"", "\"key\": \"0", "not the SHA-256")]
    [InlineData("gpucqa-persons/1", "gpucqa-persons/9", "format")]
    [InlineData("\"roles\"", "\"role\"", "roles")]
    [InlineData("Z\"", "\"", "")]
    public void Persons_Damaged_NameTheEntry(string what, string with, string said)
    {
        using SigningKey sato = Key(folder, "sato.key");
        Persons(folder, ("A. Sato", sato, "quality"));
        File.WriteAllText(folder.File("persons.json"), File.ReadAllText(folder.File("persons.json")).Replace(what, with, StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<BadDataException>(() => TrustedPersons.Read(folder.File("persons.json"))).Message, StringComparison.Ordinal);
    }

    private static SignatureState State(string target, TrustedPersons? persons) => Assert.Single(SignatureFile.Read(target, persons)).State;

    private TrustedPersons List(string name, params (string Name, SigningKey Key, string Role, int From, int Until)[] persons)
    {
        TrustedPersons list = TrustedPersons.Read(folder.File($"persons{name}.json"), missing: true);
        foreach (var p in persons) list = list.With(new TrustedPerson(p.Name, [p.Role], p.Key.PublicKey, Noon.AddDays(p.From), Noon.AddDays(p.Until)));
        return list;
    }

    private static void Rewrite(string place, Action<JsonObject> change)
    {
        string path = Path.Combine(place, SignatureFile.FileName);
        AuditLine line = AuditLine.Read(Encoding.UTF8.GetBytes(File.ReadAllText(path).TrimEnd('\n')))!.Value;
        JsonObject entry = JsonNode.Parse(line.Entry.Span)!.AsObject();
        change(entry);
        byte[] text = CanonicalJson.Bytes(entry);
        File.WriteAllBytes(path, [.. AuditLine.Bytes(text, AuditLine.Next(AuditLine.Zero, text)), (byte)'\n']);
    }
}
