using System.Reflection;

namespace GpuCqa.Cli.Tests;

/// <summary>Runs the program in this process and keeps what it printed; one run at a time, as the console is shared.</summary>
public static class CommandLine
{
    private static readonly Lock Gate = new();

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        lock (Gate)
        {
            TextWriter output = Console.Out, error = Console.Error;
            using var newOutput = new StringWriter();
            using var newError = new StringWriter();
            try
            {
                Console.SetOut(newOutput);
                Console.SetError(newError);
                MethodInfo main = typeof(Running.Failures).Assembly.EntryPoint!;
                int code = (int)main.Invoke(null, [arguments])!;
                return (code, newOutput.ToString(), newError.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
