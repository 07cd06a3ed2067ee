using System.CommandLine;
using System.CommandLine.Parsing;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;

ParseResult parsed = ServeCommand.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (ParseError error in parsed.Errors) Console.Error.WriteLine($"gpucqa serve: {error.Message}");
    return ErrorTable.ExitCode(ErrorReason.InvalidArgument);
}

try
{
    // The host listens to SIGTERM and Ctrl-C itself, so that running calls can end.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (GpuCqaException error)
{
    Console.Error.WriteLine($"gpucqa serve: {error.Message}");
    return ErrorTable.ExitCode(error.Reason);
}
