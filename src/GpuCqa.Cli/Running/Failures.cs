using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Running;

/// <summary>Turns an exception into one line on stderr and an exit code.</summary>
public static class Failures
{
    /// <summary>Key of an exception's data under which stands what its user can do now; it ends the line.</summary>
    public const string Hint = "gpucqa.hint";

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
            string? hint = error.Data[Hint] as string;
            Console.Error.WriteLine(reason switch
            {
                ErrorReason.Cancelled => hint is null ? "gpucqa: stopped; nothing was written." : "gpucqa: stopped; no result was written.",
                ErrorReason.Internal when cause is not GpuCqaException => $"gpucqa: a defect of the program: {cause.GetType().Name}: {cause.Message} (run again with --verbose for the place)",
                _ => $"gpucqa: {cause.Message}",
            } + (hint is null ? "" : " " + hint));
            if (verbose) Console.Error.WriteLine(cause);
            return ErrorTable.ExitCode(reason);
        }
    }
}
