using System.CommandLine;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Statistics;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa sign</c>: a named person's signature, and decision, on a comparison.</summary>
public static class SignVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Result folder of compare." };
        var person = new Option<string>("--person") { Description = "Who signs.", HelpName = "name", Required = true };
        var role = new Option<string>("--role") { Description = "As what (quality, process, clinical).", HelpName = "role", Required = true };
        var meaning = new Option<string>("--meaning") { Description = "author, reviewed or approved; a decision is approved.", HelpName = "word", Required = true };
        var decision = new Option<string?>("--decision") { Description = $"What is decided where the comparison stands: {string.Join(", ", Enum.GetValues<FlowAnswer>().Select(DecisionFlow.NameOf))}.", HelpName = "answer" };
        var why = new Option<string>("--justification") { Description = "Why, in words; a decision needs it.", HelpName = "text", DefaultValueFactory = _ => "" };
        Option<string> language = CommonOptions.Language();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("sign", "Record a named person's signature on a comparison, and what is decided: hash-chained, on the bytes of every table. The records are not yet signed with keys.") { folder, person, role, meaning, decision, why, language, quiet };
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(folder)!, name = Said("--person", parsed.GetValue(person)!), position = Said("--role", parsed.GetValue(role)!);
            string word = OneOf("--meaning", parsed.GetValue(meaning)!, "author", "reviewed", "approved"), reason = parsed.GetValue(why)!.Trim();
            FlowAnswer? answer = parsed.GetValue(decision) is { } text ? Enum.GetValues<FlowAnswer>().First(a => DecisionFlow.NameOf(a) == OneOf("--decision", text, [.. Enum.GetValues<FlowAnswer>().Select(DecisionFlow.NameOf)])) : null;
            if (answer is not null && word != "approved") throw new InvalidParameterException($"--meaning is '{word}'; a decision is approved by who signs it.");
            if (answer is not null && reason.Length == 0) throw new InvalidParameterException("--justification is empty; a decision needs its reason in words.");
            if (ResultReader.Read(place).Result is not CompareResult result) throw new PreconditionException($"{place}: is not a result of compare; only comparisons are decided on.");
            FlowPath before = result.Path;
            CompareResult next = answer is null ? result : result with { Signatures = [.. result.Signatures, new SignatureRecord(name, position, word, answer, reason, "", "", before.State, before.State, DecisionFlow.Version, "")] };
            FlowPath after = next.Path;
            SignatureRecord written = SignatureFile.Append(place, new SignatureRecord(name, position, word, answer, reason, "", "", before.State, after.State, DecisionFlow.Version, ""), DateTimeOffset.UtcNow);
            ResultFiles.WriteReport(ReportSource.In(place, CommonOptions.ReadLanguage(parsed.GetValue(language))), place);
            if (parsed.GetValue(quiet)) return 0;
            Console.Error.WriteLine($"{written.Person} ({written.Role}) signed {written.Signed[..12]} as {written.Meaning}: record {written.Hash[..12]}.");
            Console.Error.WriteLine(after.RolesMissing > 0 ? $"{DecisionFlow.NameOf(before.State)}: one more role must sign the justification." : $"{DecisionFlow.NameOf(before.State)} -> {DecisionFlow.NameOf(after.State)}");
            IReadOnlyList<FlowAnswer> open = DecisionFlow.Answers(after.State, result.Findings.Stage);
            if (open.Count > 0) Console.Error.WriteLine($"To be decided next: {string.Join(", ", open.Select(DecisionFlow.NameOf))}.");
            return 0;
        });
        return command;
    }

    private static string Said(string option, string value) => string.IsNullOrWhiteSpace(value) ? throw new InvalidParameterException($"{option} is empty.") : value.Trim();
}
