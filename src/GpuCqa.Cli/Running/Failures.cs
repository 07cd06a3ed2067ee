using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Running;

/// <summary>Turns an exception into one line on stderr and an exit code.</summary>
public static class Failures
{
    /// <summary>Runs a verb; its result, or the exit code of what it threw.</summary>
    /// <param name="verbose">Print the stack trace too.</param>
    /// <param name="verb">The verb.</param>
    public static int Report(bool verbose, Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception error)
        {
            Exception cause = error is AggregateException { InnerExceptions.Count: 1 } wrapped ? wrapped.InnerException! : error;
            ErrorReason reason = ErrorTable.ReasonOf(cause);
            Console.Error.WriteLine(reason switch
            {
                ErrorReason.Cancelled => "gpucqa: stopped; nothing was written.",
                ErrorReason.Internal when cause is not GpuCqaException => $"gpucqa: a defect of the program: {cause.GetType().Name}: {cause.Message} (run again with --verbose for the place)",
                _ => $"gpucqa: {cause.Message}",
            });
            if (verbose) Console.Error.WriteLine(cause);
            return ErrorTable.ExitCode(reason);
        }
    }
}
