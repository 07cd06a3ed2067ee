using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa attach</c>: goes on with an analysis that a server runs.</summary>
public static class AttachVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("analysis") { Description = "Analysis or operation on the server, as --detach printed it; an id alone is of --project." };
        var output = new Option<string>("--out", "-o") { Description = "Result folder to write.", Required = true, HelpName = "folder" };
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        var command = new Command("attach", "Watch an analysis that a server runs (discover, associate), and write its result folder when it ends. Ctrl-C stops the analysis, a second one leaves it to the server.")
        {
            name, output, force, quiet, json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string address = ServerOptions.Address(parsed) ?? throw new InvalidParameterException("--server names no service; say where the analysis runs (or set GPUCQA_SERVER).");
            var run = new RemoteRun
            {
                Output = parsed.GetValue(output)!,
                Force = parsed.GetValue(force),
                Quiet = parsed.GetValue(quiet),
                Json = parsed.GetValue(json),
                ServerOptions = ServerOptions.Written(parsed),
            };
            ResultFolder.Check(run.Output, run.Force);
            using var signals = new RemoteInterruption();
            var progress = new ConsoleProgress(run.Quiet);
            using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
            AnalysisClient analysis = ServerOptions.Project(parsed, client).AttachAsync(parsed.GetValue(name)!, signals.Stop).GetAwaiter().GetResult();
            return run.Finish(analysis, progress, signals);
        });
        return command;
    }
}
