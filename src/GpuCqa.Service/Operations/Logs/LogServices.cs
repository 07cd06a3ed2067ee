using Microsoft.Extensions.Logging.Console;

namespace GpuCqa.Service.Operations.Logs;

/// <summary>Where the program's logs go.</summary>
public static class LogServices
{
    /// <summary>JSON lines on stderr from a level on; libraries only from Warning on.</summary>
    public static ILoggingBuilder AddJsonLines(this ILoggingBuilder logging, LogLevel level)
    {
        LogLevel libraries = level > LogLevel.Warning ? level : LogLevel.Warning;
        logging.SetMinimumLevel(level).AddFilter("Microsoft", libraries).AddFilter("Grpc", libraries).AddFilter("Npgsql", libraries);
        // It logs callers that are gone as errors, with traces; our own interceptor logs what is a defect.
        logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.Critical);
        // It logs an error each time that somebody asks while the service is not ready, also while it stops as it should.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        logging.AddConsole().AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.FormatterName = JsonLines.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // Whoever does not read our stderr must not hold up calls: lines are dropped, and how many is said.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = 10_000;
        });
        return logging;
    }
}
