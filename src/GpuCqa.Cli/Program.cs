using System.CommandLine;
using System.CommandLine.Parsing;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;

if (args is ["serve", .. string[] service]) return Failures.Report(verbose: false, () => ServeVerb.Run(service));

RootCommand root = ProgramCommand.Create();
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
