using System.CommandLine;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Audit;

/// <summary><c>audit verify</c>: checks the audit log of a state folder, whether or not a service runs on it.</summary>
public static class AuditCommand
{
    /// <summary>The command.</summary>
    /// <param name="options">Reads the configuration of a command line.</param>
    public static Command Create(Func<ParseResult, ServiceOptions> options)
    {
        var verify = new Command("verify", "Checks every entry of the log; names file and line of the first break and ends with 3.");
        verify.SetAction(parsed =>
        {
            string state = Path.GetFullPath(options(parsed).State), folder = AuditFiles.Folder(state);
            // Read before the log: what is written meanwhile only makes it longer.
            (long, string)? head = File.Exists(Path.Combine(state, DoorTables.FileName)) ? new AuditHead(new DoorTables(state, make: false)).Get() : null;
            AuditFinding found = Settled(() => AuditCheck.Run(folder, head));
            foreach (string place in found.Torn) Console.Error.WriteLine($"{place}: cut off by a crash, as the entry after it records");
            Console.Out.WriteLine($"{found.Entries} entries, none changed; the last has the hash {found.Hash}");
        });
        return new Command("audit", "The audit log.") { verify };
    }

    // A service that runs may be in the midst of a line.
    private static T Settled<T>(Func<T> check)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return check();
            }
            catch (BadDataException) when (tries < 3)
            {
                Thread.Sleep(100);
            }
        }
    }
}
