using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Registry;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa registry</c>: what is known of which state and function, from every result that was added.</summary>
public static class RegistryVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() =>
        new("registry", "Keep what results say of states and functions in one file that only grows: add results of discover, associate, map and perturb, ask which states carry a function, check that no result was changed.") { Add(), Link(), Query(), Verify(), Export() };

    private static Argument<string> File() => new("registry") { Description = "The registry's file (registry.jsonl)." };

    private static Option<string?> Function() => new("--function") { Description = "Function, in any case.", HelpName = "name" };

    private static Option<string?> Tissue() => new("--tissue") { Description = "Tissue in which it must hold.", HelpName = "name" };

    private static Option<string> Grade() => OptionValues.Default("--grade", "Least grade, E0 to E5.", "E0");

    private static Option<string?> State() => new("--state") { Description = "Part of the state's key or name.", HelpName = "text" };

    private static Option<string?> Head() => new("--head") { Description = "Hash that add printed once: an entry with it must be there, so that lines cut off the end are seen.", HelpName = "sha256" };

    private static Command Add()
    {
        Argument<string> file = File();
        var folders = new Argument<string[]>("dir") { Description = "Result folders.", Arity = ArgumentArity.OneOrMore };
        var functions = new Option<string[]>("--function") { Description = "Function that a readout stands for, readout=function (default: the readout's name). A new function needs nothing else.", HelpName = "readout=function" };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("add", "Add result folders: what they say of states and functions, with the SHA-256 of every file. A folder stays where it is.") { file, folders, functions, quiet };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            IReadOnlyDictionary<string, string> named = RegistryBook.Functions(parsed.GetValue(functions) ?? []);
            foreach (string folder in parsed.GetValue(folders)!)
            {
                (RegistryFile registry, RegistryEntry entry) = RegistryBook.Add(parsed.GetValue(file)!, folder, named, Environment.UserName, DateTimeOffset.UtcNow, interruption.Token);
                if (!parsed.GetValue(quiet)) Console.Out.WriteLine($"{entry.Sequence}  {registry.Head}  {folder}: {Counted.Of(entry.Claims.Count, "pair")} of a state and a function, {Counted.Of(entry.Replications.Count, "replicated claim")}, {Counted.Of(entry.Perturbations.Count, "perturbed gene")}");
            }

            return 0;
        });
        return command;
    }

    private static Command Link()
    {
        Argument<string> file = File();
        var discovery = new Argument<string>("discovery") { Description = "Result folder of discover." };
        var mapping = new Argument<string>("mapping") { Description = "Result folder of map: the discovery's lots on an older reference." };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("link", "Link the states of a discovery to those of an older reference, by the labels that a mapping gave its cells: same, split or merged.") { file, discovery, mapping, quiet };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            (RegistryFile registry, RegistryEntry entry) = RegistryBook.Link(parsed.GetValue(file)!, parsed.GetValue(discovery)!, parsed.GetValue(mapping)!, Environment.UserName, DateTimeOffset.UtcNow, interruption.Token);
            if (!parsed.GetValue(quiet)) Console.Out.WriteLine($"{entry.Sequence}  {registry.Head}  {string.Join(", ", entry.Links.GroupBy(l => l.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"))}");
            return 0;
        });
        return command;
    }

    private static Command Query()
    {
        Argument<string> file = File();
        Option<string?> function = Function(), tissue = Tissue(), state = State();
        Option<string> grade = Grade();
        Option<bool> json = CommonOptions.Json();
        var verify = new Option<bool>("--verify") { Description = "Check every result folder first, and answer only when all are as they were." };
        var command = new Command("query", "Which states carry a function, in a tissue, from a grade on: one line a pair, the best grade first, with the hashes of the results behind it.") { file, function, tissue, grade, state, verify, json };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            RegistryFile registry = RegistryFile.Read(parsed.GetValue(file)!);
            if (parsed.GetValue(verify)) Compare(registry, interruption.Token);
            RegistryResult result = RegistryBook.Ask(registry, Question(parsed.GetValue(function), parsed.GetValue(tissue), parsed.GetValue(grade)!, parsed.GetValue(state)));
            Console.Out.Write(parsed.GetValue(json) ? SummaryJson.Text(result) : RegistryText.Of(result));
            foreach (string note in result.Notes) Console.Error.WriteLine(note);
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        Argument<string> file = File();
        Option<string?> head = Head();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("verify", "Check the chain of entries, and compare every result folder with what was added. What was changed, is missing or does not belong is named (exit 3).") { file, head, quiet };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            RegistryFile registry = RegistryFile.Read(parsed.GetValue(file)!);
            if (parsed.GetValue(head) is { } hash && !registry.Hashes.Contains(hash.ToLowerInvariant())) throw new BadDataException(registry.Path, null, $"has no entry with the hash {hash}: lines were cut off its end, or it is another registry");
            Compare(registry, interruption.Token);
            if (!parsed.GetValue(quiet)) Console.Out.WriteLine($"{registry.Head}  {Counted.Of(registry.Entries.Count, "entry", "entries")}, every result as it was added");
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        Argument<string> file = File();
        var output = new Option<string>("--out", "-o") { Description = "Folder to write: registry.csv, summary.json, report.html.", Required = true, HelpName = "folder" };
        Option<string?> function = Function(), tissue = Tissue(), state = State();
        Option<string> grade = Grade(), language = CommonOptions.Language();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var command = new Command("export", "Write the matrix of states and functions as CSV, JSON and a page in English and Japanese.") { file, output, function, tissue, grade, state, language, force, quiet };
        command.SetAction(parsed =>
        {
            DateTimeOffset started = DateTimeOffset.UtcNow;
            using var interruption = new Interruption();
            string path = parsed.GetValue(file)!, folder = parsed.GetValue(output)!;
            ReportLanguage shown = CommonOptions.ReadLanguage(parsed.GetValue(language));
            ResultFolder.Check(folder, parsed.GetValue(force));
            RegistryResult result = RegistryBook.Ask(RegistryFile.Read(path), Question(parsed.GetValue(function), parsed.GetValue(tissue), parsed.GetValue(grade)!, parsed.GetValue(state)));
            var progress = new ConsoleProgress(parsed.GetValue(quiet));
            using ComputeDevice device = DeviceFamilies.Open("cpu", null);
            IReadOnlyList<InputRecord> inputs = InputFiles.Hash([new InputFile("registry", path, Path.GetFullPath(path))], progress, interruption.Token);
            Provenance record = RunRecord.Of(started, inputs, device, progress);
            ResultFolder.Write(folder, parsed.GetValue(force), made => ResultFiles.Write(made, result, record, shown, interruption.Token), interruption.Token);
            if (parsed.GetValue(quiet)) return 0;
            Console.Error.WriteLine(FindingText.Sentence(result));
            foreach (string note in result.Notes) Console.Error.WriteLine(note);
            Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(folder, "report.html"))}");
            return 0;
        });
        return command;
    }

    private static RegistryQuestion Question(string? function, string? tissue, string grade, string? state) =>
        new(function, tissue, Enum.Parse<EvidenceLevel>(OptionValues.OneOf("--grade", grade.ToUpperInvariant(), Enum.GetNames<EvidenceLevel>())), state);

    private static void Compare(RegistryFile registry, CancellationToken cancellation)
    {
        IReadOnlyList<string> differences = RegistryBook.Differences(registry, cancellation);
        if (differences.Count > 0) throw new BadDataException(registry.Path, null, $"{Counted.Of(differences.Count, "result")} {Counted.Word(differences.Count, "is", "are")} not as added: {string.Join(" | ", differences)}");
    }
}
