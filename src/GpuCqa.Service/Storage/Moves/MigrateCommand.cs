using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Hosting;
using Npgsql;

namespace GpuCqa.Service.Storage.Moves;

/// <summary><c>migrate</c>: the tables of a stopped service, from SQLite to PostgreSQL.</summary>
public static class MigrateCommand
{
    /// <summary>The command.</summary>
    /// <param name="options">Reads the configuration of a command line.</param>
    public static Command Create(Func<ParseResult, ServiceOptions> options)
    {
        var to = new Option<string?>("--to") { Description = "Connection string of an empty PostgreSQL database (Npgsql); without it GpuCqa:Database. A password belongs into a passfile or the environment.", HelpName = "connection" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be copied, and change nothing." };
        var command = new Command("migrate", "Moves the tables of a stopped service from SQLite to PostgreSQL; files stay in the state folder.") { to, dry };
        command.SetAction(parsed =>
        {
            ServiceOptions settings = options(parsed);
            string connection = parsed.GetValue(to) ?? settings.Database;
            if (connection.Length == 0) throw new InvalidParameterException("--to is missing: the connection string of an empty PostgreSQL database, such as 'Host=db;Database=gpucqa;Username=gpucqa;Passfile=/etc/gpucqa/pgpass'.");
            string target = PostgresSettings.Shown(connection, "--to");
            try
            {
                Run(Path.GetFullPath(settings.State), connection, target, parsed.GetValue(dry));
            }
            catch (PostgresException error)
            {
                throw new PreconditionException($"{target} refuses: {error.MessageText}. Start again when that is settled; until then the tables count where they are.", error);
            }
            catch (DbException error)
            {
                throw new RefusedException(ErrorReason.Unavailable, $"{target} or the SQLite file does not answer: {error.Message} Run the same command again: it ends what was begun, or begins anew.", TimeSpan.FromSeconds(5));
            }
        });
        return command;
    }

    private static void Run(string state, string connection, string target, bool dry)
    {
        string file = Path.Combine(state, StateFolder.DatabaseName);
        if (!File.Exists(file))
        {
            throw File.Exists(file + StateFolder.MovedSuffix) ? new PreconditionException($"The tables of {state} were moved to PostgreSQL already; {file}{StateFolder.MovedSuffix} is what they were then.")
                : new NotFoundException($"{file} does not exist; --state names the folder of a service whose tables are in SQLite.");
        }

        using var folder = new StateFolder(state);
        var move = new DatabaseMove(folder, connection);
        if (dry)
        {
            foreach (DatabaseMove.Moved table in move.Preview()) Console.Out.WriteLine($"{table.Name}: {table.Rows} rows, {table.Sha256}");
            Console.Error.WriteLine($"These tables of {file} would be copied to {target}, which is empty. Nothing was changed.");
            return;
        }

        IReadOnlyList<DatabaseMove.Moved> moved = move.Run();
        new DoorTables(state).InTransaction(s => AuditOutbox.Add(s, "database.move", new JsonObject { ["user"] = Environment.UserName, ["to"] = target, ["rows"] = moved.Sum(m => m.Rows).ToString(CultureInfo.InvariantCulture) }));
        foreach (DatabaseMove.Moved table in moved) Console.Out.WriteLine($"{table.Name}: {table.Rows} rows, {table.Sha256}");
        Console.Error.WriteLine(moved.Count > 0 ? $"{moved.Count} tables are in {target} now; every row was read back and compared." : $"An earlier run had moved the tables to {target}; the folder says so now too.");
        Console.Error.WriteLine($"Set GpuCqa:Database to it before the service starts again: without it the start is refused. {file}{StateFolder.MovedSuffix} holds the tables as they were; to go back to them, and lose what comes from now on, name it {StateFolder.DatabaseName} again.");
    }
}
