using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Trust;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa verify</c>: whether what the program wrote is as it was written, and who signed it.</summary>
public static class VerifyVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "Result folder of any verb, frozen reference, locked plan or registry; with --server the name of an analysis." };
        Option<string?> persons = KeyVerb.PersonsOption();
        var alone = new Option<bool>("--no-links") { Description = "Look at its own files only, not at the inputs and results that it was made from." };
        var require = new Option<string[]>("--require") { Description = $"A meaning that a verified signature must have ({string.Join(", ", SignVerb.Meanings)}); repeatable.", HelpName = "meaning" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        var command = new Command("verify", "Compare every file with the hash that was written of it, follow the links to what it was made from, and check signatures. Each changed, missing or extra file, broken link and signature that does not hold is named (exit 3).") { path, persons, alone, require, json, quiet };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string subject = parsed.GetValue(path)!;
            TrustedPersons? trusted = KeyVerb.ReadPersons(parsed.GetValue(persons));
            string[] meanings = [.. (parsed.GetValue(require) ?? []).Select(m => OptionValues.OneOf("--require", m, [.. SignVerb.Meanings]))];
            if (meanings.Length > 0 && trusted is null) throw new InvalidParameterException("--require needs --persons: without the list of trusted persons no signature is verified.");
            using var signals = new RemoteInterruption();
            if (ServerOptions.Address(parsed) is not { } address) return Tell(Verifier.Of(subject, trusted, !parsed.GetValue(alone), signals.Stop), meanings, parsed.GetValue(json), parsed.GetValue(quiet));
            string kept = Directory.CreateTempSubdirectory("gpucqa-").FullName;
            try
            {
                var progress = new ConsoleProgress(parsed.GetValue(quiet));
                using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
                AnalysisClient analysis = ServerOptions.Project(parsed, client).AttachAsync(subject, signals.Stop).GetAwaiter().GetResult();
                string folder = Path.Combine(kept, "result");
                analysis.Results.DownloadAsync(folder, cancellation: signals.Stop).GetAwaiter().GetResult();
                return Tell(Verifier.Of(folder, trusted, false, signals.Stop) with { Subject = analysis.Name }, meanings, parsed.GetValue(json), parsed.GetValue(quiet));
            }
            finally
            {
                Directory.Delete(kept, recursive: true);
            }
        });
        return command;
    }

    private static int Tell(Verification v, string[] meanings, bool json, bool quiet)
    {
        string[] lacking = [.. meanings.Where(m => !v.Signatures.Any(s => s.Meaning == m && s.State == SignatureState.Verified))];
        if (json) Console.Out.WriteLine(v.Json().ToJsonString(JsonText.Indented));
        else
        {
            foreach ((string place, FolderDifference d) in v.Differences) Console.Out.WriteLine($"{d.Kind.ToString().ToLowerInvariant()}: {(place.Length == 0 ? "" : place + ": ")}{d.Name}: {d.Text}");
            if (!quiet)
            {
                foreach (SignatureRecord s in v.Signatures) Console.Out.WriteLine($"signed: {s.Person} ({s.Role}), {s.Meaning}, {s.Time}, key {s.Key[..12]}: {SignatureWords.English(s.State)}");
                foreach (string text in v.NotChecked) Console.Error.WriteLine($"not checked: {text}");
                foreach (string text in v.Checked) Console.Error.WriteLine($"checked: {text}");
            }
        }

        if (!v.Holds) throw new BadDataException(v.Subject, null, $"{v.Kind}: {Counted.Of(v.Differences.Count, "difference")} from what was written");
        if (lacking.Length > 0) throw new PreconditionException($"{v.Subject}: has no verified signature that means {string.Join(" or ", lacking)}.");
        if (!json && !quiet) Console.Out.WriteLine($"{v.Sha256}  {v.Kind}, as it was written");
        return 0;
    }
}
