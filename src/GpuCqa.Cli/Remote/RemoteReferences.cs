using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Client.References;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary><c>gpucqa --server URL reference ...</c>: the references of a project of a service.</summary>
public static class RemoteReferences
{
    /// <summary><c>reference list</c>.</summary>
    public static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        return Verb("list", "The references of a project of a service (--server).", [json], (parsed, project, _, cancellation) =>
        {
            IReadOnlyList<Reference> all = project.ListReferencesAsync(cancellation).GetAwaiter().GetResult();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(all.Select(Document), JsonText.Indented));
            else foreach (Reference r in all) Console.Out.WriteLine($"{r.Name}  {r.ReferenceSha256}  {Counted.Of(r.Lots.Count, "lot")}, {NumberText.Count(r.CellCount)} cells");
            if (all.Count == 0 && !parsed.GetValue(json)) Console.Error.WriteLine("The project has no references.");
        });
    }

    /// <summary><c>reference get</c>.</summary>
    public static Command Get()
    {
        Argument<string> name = Name();
        Option<bool> json = CommonOptions.Json();
        return Verb("get", "One reference of a service (--server): lots, cells, clusters, claims, hash.", [name, json], (parsed, project, _, cancellation) =>
        {
            Reference found = project.Reference(parsed.GetValue(name)!).GetAsync(cancellation).GetAwaiter().GetResult();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(Document(found), JsonText.Indented));
            else Tell(found);
        });
    }

    /// <summary><c>reference create</c>.</summary>
    public static Command Create()
    {
        var analysis = new Argument<string>("analysis") { Description = "Finished discovery of the service, by its id or its whole name." };
        Option<bool> json = CommonOptions.Json();
        return Verb("create", "Make a reference of a discovery that a service finished (--server); the same discovery gives the same reference.", [analysis, json], (parsed, project, _, cancellation) =>
            Made(project.CreateReferenceAsync(parsed.GetValue(analysis)!, null, cancellation).GetAwaiter().GetResult(), parsed.GetValue(json)));
    }

    /// <summary><c>reference upload</c>.</summary>
    public static Command Upload()
    {
        var folder = new Argument<string>("dir") { Description = "Result folder of discover, or the folder reference in it." };
        Option<bool> json = CommonOptions.Json();
        return Verb("upload", "Send a reference to a service (--server); what it has already is not sent.", [folder, json], (parsed, project, progress, cancellation) =>
        {
            string from = ReferenceFolder.Locate(parsed.GetValue(folder)!), hash = ReferenceFolder.Inspect(from).Record.Hash;
            Made(progress.Show(() =>
            {
                var steps = new RemoteSteps(progress);
                Reference sent = project.UploadReferenceAsync(from, new ReferenceOptions { ReferenceSha256 = hash }, steps, cancellation).GetAwaiter().GetResult();
                steps.End();
                return sent;
            }), parsed.GetValue(json));
        });
    }

    /// <summary><c>reference delete</c>.</summary>
    public static Command Delete()
    {
        Argument<string> name = Name();
        return Verb("delete", "Delete a reference of a service (--server); results that were made with it stay.", [name], (parsed, project, _, cancellation) =>
            project.DeleteReferenceAsync(parsed.GetValue(name)!, cancellation).GetAwaiter().GetResult());
    }

    /// <summary><c>reference export</c> of a service: its folder, or the AnnData file that is made of it here.</summary>
    public static int Export(ParseResult parsed, string address, string name, string output, bool force, bool quiet) => Run(parsed, address, quiet, (project, progress, cancellation) =>
    {
        ReferenceClient reference = project.Reference(name);
        string parent = Path.GetDirectoryName(Path.GetFullPath(output))!, folder = Path.Combine(parent, $".{Path.GetFileName(output)}.{Guid.NewGuid():N}");
        if (!force && Path.Exists(output)) throw new PreconditionException($"{output} exists; name another, or give --force.");
        try
        {
            progress.Show(() =>
            {
                var steps = new RemoteSteps(progress);
                reference.DownloadAsync(folder, steps, cancellation).GetAwaiter().GetResult();
                steps.End();
                return true;
            });
            // Every byte is checked once more on the way to its place.
            string hash = ReferenceExport.Write(folder, output, force, cancellation);
            if (!quiet) Console.Error.WriteLine($"Reference {hash}: {Path.GetFullPath(output)}");
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    });

    private static Argument<string> Name() => new("name") { Description = "The reference, by its id or its whole name (projects/P/references/R)." };

    private static Command Verb(string name, string description, IEnumerable<Symbol> symbols, Action<ParseResult, ProjectClient, ConsoleProgress, CancellationToken> run)
    {
        var command = new Command(name, description);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }

        Option<bool> quiet = CommonOptions.Quiet();
        command.Options.Add(quiet);
        ServerOptions.AddTo(command);
        command.SetAction(parsed => Run(
            parsed, ServerOptions.Address(parsed) ?? throw new InvalidParameterException($"reference {name} is of a service; say which by --server URL."), parsed.GetValue(quiet),
            (project, progress, cancellation) => run(parsed, project, progress, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, string address, bool quiet, Action<ProjectClient, ConsoleProgress, CancellationToken> run)
    {
        using var interruption = new Interruption();
        var progress = new ConsoleProgress(quiet);
        using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
        run(ServerOptions.Project(parsed, client), progress, interruption.Token);
        return 0;
    }

    private static void Made(Reference reference, bool json)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(Document(reference), JsonText.Indented));
        else Console.Out.WriteLine($"{reference.Name}  {reference.ReferenceSha256}");
    }

    private static void Tell(Reference r)
    {
        (string Title, string Value)[] lines =
        [
            ("name", r.Name), ("reference", r.ReferenceSha256), ("made of", r.Analysis.Length > 0 ? r.Analysis : "uploaded files"),
            ("files", string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(r.Files.Count, "file")}, {r.SizeBytes / 1e6:0.0} MB")), ("lots", $"{r.Lots.Count}: {Counted.List([.. r.Lots], 12)}"), ("cells", NumberText.Count(r.CellCount)),
            (r.Modality == "features" ? "features" : "genes", NumberText.Count(r.GeneCount)),
            .. r.Clusterings.Select(c => ("clustering", $"{c.Algorithm}, resolution {NumberText.Plain(c.Resolution)}: {Counted.Of(c.Clusters, "cluster")}")),
            .. r.Hypotheses.Select(h => ("claim " + h.Hypothesis, $"{h.Readout} {(h.Direction > 0 ? "rises" : "falls")} with the share of cluster {h.Cluster} at resolution {NumberText.Plain(h.Resolution)}: rho {NumberText.Rho(h.TrainRho)} over {Counted.Of(h.TrainLots, "train lot")}, family-wise p {NumberText.P(h.TrainPFamily)}{(h.Flags.Count > 0 ? $"; flags {string.Join(", ", h.Flags)}" : "")}; {(h.Established ? r.Warnings.Count > 0 ? "not shown as established, because the warnings below undermine it" : "established" : "not established")} at alpha {NumberText.Plain(h.Alpha)}")),
            .. r.Warnings.Select(w => ("warning", w)),
        ];
        int width = lines.Max(l => l.Title.Length);
        foreach ((string title, string value) in lines) Console.Out.WriteLine($"{title.PadRight(width)}  {value}");
    }

    private static object Document(Reference r) => new
    {
        name = r.Name,
        reference_sha256 = r.ReferenceSha256,
        analysis = r.Analysis,
        modality = r.Modality,
        files = r.Files.Count,
        size_bytes = r.SizeBytes,
        cells = r.CellCount,
        genes = r.GeneCount,
        lots = r.Lots.ToArray(),
        clusterings = r.Clusterings.Select(c => new { resolution = c.Resolution, clusters = c.Clusters, algorithm = c.Algorithm }),
        hypotheses = r.Hypotheses.Select(h => new
        {
            id = h.Hypothesis, readout = h.Readout, resolution = h.Resolution, cluster = h.Cluster, direction = h.Direction, test = h.Test, alpha = h.Alpha, train_lots = h.TrainLots, train_rho = h.TrainRho, train_p_family = h.TrainPFamily,
            established = h.Established, flags = h.Flags.ToArray(),
        }),
        warnings = r.Warnings.ToArray(),
    };
}
