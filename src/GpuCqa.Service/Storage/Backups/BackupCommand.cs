using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage.Backups;

/// <summary><c>backup</c>: a copy of the state of a service, which may run.</summary>
public static class BackupCommand
{
    /// <summary>The command.</summary>
    /// <param name="options">Reads the configuration of a command line.</param>
    public static Command Create(Func<ParseResult, ServiceOptions> options)
    {
        var to = new Option<string>("--to") { Description = "Folder of the backup: a new one, or an earlier backup, to which only what is new is copied.", HelpName = "folder", Required = true };
        var command = new Command("backup", "Copies the state of a service, which may run, into a folder that a service can start from.") { to };
        command.SetAction(async (parsed, cancellation) =>
        {
            ServiceOptions settings = options(parsed);
            string state = Path.GetFullPath(settings.State), target = Path.GetFullPath(parsed.GetValue(to)!);
            try
            {
                StateBackup.Copied copied = await new StateBackup(state, settings.Database, target).Run(cancellation);
                new DoorTables(state).InTransaction(s => AuditOutbox.Add(s, "state.backup", new JsonObject
                {
                    ["to"] = target, ["files"] = copied.Files.ToString(CultureInfo.InvariantCulture), ["bytes"] = copied.Bytes.ToString(CultureInfo.InvariantCulture),
                }));
                Console.Out.WriteLine($"{target}: {copied.Files} files of {copied.Bytes} bytes, {copied.Added} bytes copied now");
                if (settings.Database.Length > 0) Console.Error.WriteLine($"The tables are in {StateBackup.DumpName}: 'pg_restore --no-owner --dbname=NEW' brings them into an empty database.");
            }
            catch (Exception full) when (FullDisk.Is(full))
            {
                throw ServiceLimit.Disk.Refusal("disk of the backup", $"The disk of {target} is full. The backup is not finished; with room, the same command goes on with it.");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
            {
                throw new PreconditionException($"{error.Message} The backup is not finished.", error);
            }
            catch (OperationCanceledException)
            {
                throw new RefusedException(ErrorReason.Cancelled, "Stopped. The backup is not finished; the same command goes on with it.");
            }
        });
        return command;
    }
}
