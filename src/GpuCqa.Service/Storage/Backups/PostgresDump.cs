using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using GpuCqa.Core.Errors;
using Npgsql;

namespace GpuCqa.Service.Storage.Backups;

/// <summary>The tables in PostgreSQL as of one moment, by pg_dump, together with what they refer to at that moment.</summary>
public sealed class PostgresDump(string connection) : IDisposable
{
    private const string Program = "pg_dump";

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(PostgresSettings.Parse(connection));

    /// <summary>Writes the dump, in pg_dump's custom format.</summary>
    /// <returns>The files that its tables refer to.</returns>
    /// <exception cref="PreconditionException">pg_dump is not there, or the server or it refuses.</exception>
    /// <exception cref="RefusedException">The server does not answer.</exception>
    public BackupContent Write(string file, CancellationToken cancellation)
    {
        try
        {
            using var session = new DatabaseSession(source.OpenConnection());
            BackupContent? content = null;
            session.InTransaction(() =>
            {
                session.Execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                content = BackupContent.Of(session);
                // pg_dump reads with the same eyes.
                Dump(file, session.Query("SELECT pg_export_snapshot()", r => r.GetString(0)).Single(), cancellation);
            });
            return content!;
        }
        catch (PostgresException error)
        {
            throw new PreconditionException($"{PostgresSettings.Shown(connection)} refuses: {error.MessageText}. The backup is not finished.", error);
        }
        catch (NpgsqlException error)
        {
            throw new RefusedException(ErrorReason.Unavailable, $"{PostgresSettings.Shown(connection)} does not answer: {error.Message} The backup is not finished.", TimeSpan.FromSeconds(5));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private void Dump(string file, string snapshot, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder settings = PostgresSettings.Parse(connection);
        var start = new ProcessStartInfo(Program, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}", "--no-password"]) { RedirectStandardError = true, UseShellExecute = false };
        foreach (string schema in (settings.SearchPath ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(1)) start.ArgumentList.Add($"--schema={schema}");
        // Not on its command line, which others of the machine can read.
        Set("PGHOST", settings.Host);
        Set("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGDATABASE", settings.Database ?? settings.Username);
        Set("PGUSER", settings.Username);
        Set("PGPASSWORD", settings.Password);
        Set("PGPASSFILE", settings.Passfile);
        Set("PGSSLROOTCERT", settings.RootCertificate);
        Set("PGSSLCERT", settings.SslCertificate);
        Set("PGSSLKEY", settings.SslKey);
        Set("PGSSLMODE", settings.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
        using Process process = Started(start);
        using CancellationTokenRegistration end = cancellation.Register(process.Kill);
        string said = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new PreconditionException($"{Program} ended with {process.ExitCode}: {said} The backup is not finished.");

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) start.Environment[name] = value;
        }
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new PreconditionException($"{Program} is not on the path; it is of PostgreSQL's client programs (Debian: postgresql-client), of the server's version or a newer one.", error);
        }
    }
}
