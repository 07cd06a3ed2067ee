using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Trust;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa sign</c>: a person's signature on a result or a locked plan, and on a comparison the person's decision.</summary>
public static class SignVerb
{
    /// <summary>What a signature may mean.</summary>
    public static IReadOnlyList<string> Meanings { get; } = ["authored", "reviewed", "approved", SignatureRecord.Decided];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("path") { Description = "Result folder of any verb, or a locked plan." };
        var keyFile = new Option<string>("--key") { Description = "The private key of who signs (gpucqa key new).", HelpName = "file", Required = true };
        Option<string?> passphrase = KeyVerb.PassphraseOption(), persons = KeyVerb.PersonsOption();
        var role = new Option<string>("--role") { Description = "As what (quality, process, clinical); the list of persons must say so.", HelpName = "role", Required = true };
        var meaning = new Option<string>("--meaning") { Description = $"{string.Join(", ", Meanings.Take(3))}; {Meanings[3]} with --decision.", HelpName = "word", Required = true };
        var decision = new Option<string?>("--decision") { Description = $"What is decided where a comparison stands: {string.Join(", ", Enum.GetValues<FlowAnswer>().Select(DecisionFlow.NameOf))}.", HelpName = "answer" };
        var why = new Option<string>("--justification") { Description = "Why, in words; a decision needs it.", HelpName = "text", DefaultValueFactory = _ => "" };
        Option<string> language = CommonOptions.Language();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("sign", "Sign a result, or decide on a comparison, with a person's key: over the seal of every file and the signature before. The person is whom the list of trusted persons names for the key.") { target, keyFile, passphrase, persons, role, meaning, decision, why, language, quiet };
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(target)!, position = parsed.GetValue(role)!.Trim(), word = OneOf("--meaning", parsed.GetValue(meaning)!, [.. Meanings]), reason = parsed.GetValue(why)!.Trim();
            FlowAnswer? answer = parsed.GetValue(decision) is { } text ? Enum.GetValues<FlowAnswer>().First(a => DecisionFlow.NameOf(a) == OneOf("--decision", text, [.. Enum.GetValues<FlowAnswer>().Select(DecisionFlow.NameOf)])) : null;
            if (answer is null == (word == SignatureRecord.Decided)) throw new InvalidParameterException(answer is null ? "--meaning decided needs --decision." : $"--meaning is '{word}'; a signature with --decision means decided.");
            if (answer is not null && reason.Length == 0) throw new InvalidParameterException("--justification is empty; a decision needs its reason in words.");
            TrustedPersons trusted = KeyVerb.ReadPersons(parsed.GetValue(persons)) ?? throw new InvalidParameterException("--persons is missing: a signature counts only by the list of trusted persons.");
            using var interruption = new Interruption();
            Verification now = Verifier.Of(place, trusted, links: false, interruption.Token);
            if (now.Kind is not "locked plan" && !File.Exists(Path.Combine(place, ProvenanceJson.FileName))) throw new PreconditionException($"{place}: is a {now.Kind}; results and locked plans are signed.");
            if (now.Differences.FirstOrDefault(d => d.Difference.Kind != DifferenceKind.Signature) is { Difference: { } changed }) throw new BadDataException(place, changed.Name, $"{changed.Text}: nothing is signed that is not as it was written");
            CompareResult? compared = Directory.Exists(place) ? ResultReader.Read(place, trusted).Result as CompareResult : null;
            if (answer is not null && compared is null) throw new PreconditionException($"{place}: is not a result of compare; only comparisons are decided on.");
            if (answer is not null && compared!.Signatures.FirstOrDefault(s => s.Answer is not null && !compared.Decisions.Contains(s)) is { } broken) throw new PreconditionException($"{place}: the decision of {broken.Person} before this one does not count ({SignatureWords.English(broken.State)}), and nothing can follow it. Make the comparison again.");
            using SigningKey key = SigningKey.Open(parsed.GetValue(keyFile)!, Passphrases.Read(parsed.GetValue(passphrase), $"Passphrase of {parsed.GetValue(keyFile)}: ", twice: false));
            string person = trusted.Persons.FirstOrDefault(p => p.Key == key.Id)?.Person ?? throw new PreconditionException($"{trusted.Path}: the key {key.Id[..16]} is nobody's on the list; gpucqa key trust puts it there.");
            FlowState? before = compared?.Path.State;
            var record = new SignatureRecord(person, position, word, answer, reason, "", "", before, before, compared is null ? null : DecisionFlow.Version, key.Id, "");
            FlowPath? path = answer is null ? compared?.Path : (compared! with { Signatures = [.. compared.Signatures, record with { State = SignatureState.Verified }] }).Path;
            SignatureRecord written = SignatureFile.Append(place, record with { After = path?.State }, key, DateTimeOffset.UtcNow, trusted);
            if (Directory.Exists(place)) ResultFiles.WriteReport(ReportSource.In(place, CommonOptions.ReadLanguage(parsed.GetValue(language)), trusted), place);
            if (parsed.GetValue(quiet)) return 0;
            Console.Error.WriteLine($"{written.Person} ({written.Role}) signed {written.Signed[..12]}: {written.Meaning}; record {written.Hash[..12]}.");
            if (compared is null || path is null) return 0;
            Console.Error.WriteLine(path.RolesMissing > 0 ? $"{DecisionFlow.NameOf(before!.Value)}: {Counted.Of(path.RolesMissing, "more role")} must sign the justification." : $"{DecisionFlow.NameOf(before!.Value)} -> {DecisionFlow.NameOf(path.State)}");
            IReadOnlyList<FlowAnswer> open = DecisionFlow.Answers(path.State, compared.Findings.Stage);
            if (open.Count > 0) Console.Error.WriteLine($"To be decided next: {string.Join(", ", open.Select(DecisionFlow.NameOf))}.");
            return 0;
        });
        return command;
    }
}
