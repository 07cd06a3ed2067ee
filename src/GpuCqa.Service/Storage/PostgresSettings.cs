using GpuCqa.Core.Errors;
using Npgsql;

namespace GpuCqa.Service.Storage;

/// <summary>The connection string of PostgreSQL, with what the service needs of every connection.</summary>
public static class PostgresSettings
{
    /// <summary>Reads a connection string; what it leaves open is set.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="key">What it is called where it was said.</param>
    /// <exception cref="InvalidParameterException">It is not a connection string of Npgsql. The message does not repeat it: it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connection, string key = "GpuCqa:Database")
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException)
        {
            throw new InvalidParameterException($"{key} is not a connection string of Npgsql, such as 'Host=db;Database=gpucqa;Username=gpucqa;Passfile=/etc/gpucqa/pgpass'.");
        }

        if (string.IsNullOrEmpty(settings.Host)) throw new InvalidParameterException($"{key} names no Host.");
        settings.ApplicationName ??= "gpucqa";
        // Npgsql's own defaults are 15 s and 100 connections, which is all that a server takes by default.
        if (settings.Timeout == 15) settings.Timeout = 5;
        if (settings.MaxPoolSize == 100) settings.MaxPoolSize = 32;
        // Of the session itself: it outlives the reset between two uses of a pooled connection.
        settings.Options = $"{settings.Options} -c synchronous_commit=on".Trim();
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
        return settings;
    }

    /// <summary>The connection string as it may be shown.</summary>
    public static string Shown(string connection, string key = "GpuCqa:Database")
    {
        if (connection.Length == 0) return "";
        NpgsqlConnectionStringBuilder settings = Parse(connection, key);
        return $"PostgreSQL {settings.Database ?? settings.Username} on {settings.Host}:{settings.Port} as {settings.Username}";
    }
}
