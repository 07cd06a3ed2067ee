using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A PostgreSQL server of its own, on a socket in a temporary folder; it does not run as root.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly bool IsRoot = Environment.UserName == "root";
    private readonly string folder = Directory.CreateTempSubdirectory("gpucqa-pg-").FullName;
    private Process? server;

    private PostgresServer()
    {
        if (IsRoot)
        {
            // The folder's owner is who the server runs as; this process may read it anyway.
            Do("chown", "postgres", folder);
        }

        Do(Own("initdb", "--pgdata", Data, "--auth", "trust", "--username", "gpucqa", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"));
    }

    /// <summary>Why there is no server here, or null.</summary>
    public static string? Missing { get; } = Bin is null ? "needs the programs of a PostgreSQL server (Debian: postgresql)" : null;

    private static string? Bin => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(d => Path.Combine(d, "bin")).FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb")))
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb")) && File.Exists(Path.Combine(b, "postgres")));

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes a server and waits until it answers.</summary>
    public static PostgresServer Start()
    {
        var made = new PostgresServer();
        made.Run();
        return made;
    }

    /// <summary>Connection string of a database.</summary>
    public string Connection(string database) => $"Host={folder};Port=5432;Username=gpucqa;Database={database}";

    /// <summary>A new, empty database; its connection string.</summary>
    public string Create()
    {
        string name = "t" + Guid.NewGuid().ToString("N");
        Execute("postgres", $"CREATE DATABASE {name}");
        return Connection(name);
    }

    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>SIGKILL to the server, as a crash of the machine would be; its other processes end when they notice.</summary>
    public void Kill()
    {
        server!.Kill();
        server.WaitForExit();
    }

    /// <summary>Starts the server, again after it was killed.</summary>
    public void Run()
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            server = Launch(Own("postgres", "-D", Data, "-k", folder, "-h", "", "-p", "5432"));
            while (!server.HasExited)
            {
                try
                {
                    Execute("postgres", "SELECT 1");
                    return;
                }
                catch (NpgsqlException) when (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
                {
                    Thread.Sleep(20);
                }
            }

            // Processes of a server that was killed may still have its memory.
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60)) throw new InvalidOperationException("The PostgreSQL server does not start.");
            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (server is { HasExited: false }) Kill();
        server?.Dispose();
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its processes have not all noticed yet.
                Thread.Sleep(20);
            }
        }
    }

    private static string[] Own(string program, params string[] arguments) =>
        [.. IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : Array.Empty<string>(), Path.Combine(Bin!, program), .. arguments];

    private Process Launch(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Do(params string[] command)
    {
        using Process process = Launch(command);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
