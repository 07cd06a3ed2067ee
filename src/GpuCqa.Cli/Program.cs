using System.CommandLine;
using System.CommandLine.Parsing;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;

if (args is ["serve", .. string[] service]) return Failures.Report(verbose: false, () => ServeVerb.Run(service));

var root = new RootCommand("GpuCqa finds, in the single cells of many manufacturing lots, the subpopulation whose share goes with potency.");
root.Options.Add(CommonOptions.Verbose);
ServerOptions.AddTo(root);
root.Subcommands.Add(DiscoverVerb.Create());
root.Subcommands.Add(AssociateVerb.Create());
root.Subcommands.Add(AttachVerb.Create());
root.Subcommands.Add(ReportVerb.Create());
root.Subcommands.Add(InspectVerb.Create());
root.Subcommands.Add(SimulateVerb.Create());
root.Subcommands.Add(DemoVerb.Create());
root.Subcommands.Add(DevicesVerb.Create());
root.Subcommands.Add(ServeVerb.Create());
root.Subcommands.Add(BenchVerb.Create());

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (ParseError error in parsed.Errors) Console.Error.WriteLine($"gpucqa: {error.Message}");
    Console.Error.WriteLine($"Run 'gpucqa {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help' for usage.");
    return ErrorTable.ExitCode(ErrorReason.InvalidArgument);
}

return Failures.Report(parsed.GetValue(CommonOptions.Verbose), () =>
{
    ServerOptions.Refuse(parsed);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
});
