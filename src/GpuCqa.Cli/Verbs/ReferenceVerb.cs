using System.CommandLine;
using GpuCqa.Analysis.Results;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.References;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa reference</c>: what a frozen discovery is, whether it is as it was written, and elsewhere.</summary>
public static class ReferenceVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() =>
        new("reference", "Look at the frozen reference of a discovery: what new lots are mapped onto, and the claims that they are to test. With --server also those of a service.")
        {
            Inspect(), Verify(), Export(), RemoteReferences.List(), RemoteReferences.Get(), RemoteReferences.Create(), RemoteReferences.Upload(), RemoteReferences.Delete(),
        };

    private static Argument<string> Folder() => new("dir") { Description = "Result folder of discover, or the folder reference in it." };

    private static Command Inspect()
    {
        Argument<string> folder = Folder();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Say what a reference is: lots, cells, genes, clusters, claims with their certainty, calibration, hash. Reads no array; verify does.") { folder, json };
        command.SetAction(parsed =>
        {
            (ReferenceRecord record, IReadOnlyList<LotResult> lots) = ReferenceFolder.Inspect(parsed.GetValue(folder)!);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(ReferenceFolder.Document(record, lots).ToJsonString(JsonText.Indented));
                return 0;
            }

            (string Title, string Value)[] lines = [.. ReferenceText.Lines(record, lots)];
            int width = lines.Max(l => l.Title.Length);
            foreach ((string title, string value) in lines) Console.Out.WriteLine($"{title.PadRight(width)}  {value}");
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        Argument<string> folder = Folder();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("verify", "Compare every file of a reference with its checksum. A file that was changed, is missing or does not belong there is named (exit 3).") { folder, quiet };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            ReferenceRecord record = ReferenceFolder.Verify(parsed.GetValue(folder)!, interruption.Token);
            if (!parsed.GetValue(quiet)) Console.Out.WriteLine($"{record.Hash}  {Counted.Of(record.Files.Count + 1, "file")}, all as they were written");
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        var folder = new Argument<string>("dir") { Description = "Result folder of discover, or the folder reference in it; with --server the name of a reference of the service." };
        var output = new Option<string>("--out", "-o") { Description = "FILE.h5ad for scanpy and anndata, or a folder: the reference by itself.", Required = true, HelpName = "path" };
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var command = new Command("export", "Write a reference elsewhere: as an AnnData file, or as a folder without the rest of its result.") { folder, output, force, quiet };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            if (ServerOptions.Address(parsed) is { } server) return RemoteReferences.Export(parsed, server, parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(force), parsed.GetValue(quiet));
            using var interruption = new Interruption();
            string hash = ReferenceExport.Write(parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(force), interruption.Token);
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine($"Reference {hash}: {Path.GetFullPath(parsed.GetValue(output)!)}");
            return 0;
        });
        return command;
    }
}
