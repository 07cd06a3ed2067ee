using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Operations;
using GpuCqa.Service.Operations.Logs;

namespace GpuCqa.Service.Hosting;

/// <summary>The command line of the service: reads the configuration, starts, says where it listens, and ends when it is told to.</summary>
public static class ServeCommand
{
    /// <summary>The command; options override the environment, which overrides files.</summary>
    public static RootCommand Create()
    {
        var config = new Option<string?>("--config") { Description = "Settings file (JSON, section GpuCqa) on top of appsettings.json.", HelpName = "file", Recursive = true };
        var listen = new Option<string?>("--listen") { Description = "Address and port (default 127.0.0.1:50051); port 0 takes a free one.", HelpName = "address" };
        var insecure = new Option<bool>("--insecure-loopback") { Description = "Take calls from this machine without asking who calls." };
        var certificate = new Option<string?>("--tls-certificate") { Description = "Certificate chain of the server (PEM).", HelpName = "file" };
        var key = new Option<string?>("--tls-key") { Description = "Private key of the certificate (PEM).", HelpName = "file" };
        var roots = new Option<string?>("--tls-client-roots") { Description = "Authorities of client certificates (PEM): callers prove who they are by a certificate.", HelpName = "file" };
        var role = new Option<string?>("--tls-client-role") { Description = "Role in all projects of every certificate of the client roots (reader, analyst or admin).", HelpName = "role" };
        var keys = new Option<bool>("--api-keys") { Description = "Take API keys, which 'keys add' makes." };
        var state = new Option<string?>("--state") { Description = "Folder of all that must outlive the program (default gpucqa-state).", HelpName = "folder", Recursive = true };
        var import = new Option<string[]>("--import-root") { Description = "Folder from which datasets may be imported; repeat the option for several.", HelpName = "folder" };
        var threads = new Option<int?>("--threads") { Description = "Host threads (default: all cores).", HelpName = "n", CustomParser = Threads };
        var operations = new Option<string?>("--operations-listen") { Description = "Address and port of /healthz, /readyz and /metrics over HTTP (default: off); nobody is asked who calls.", HelpName = "address" };
        var check = new Option<bool>("--check-config") { Description = "Check the settings and print them, without secrets, instead of starting." };
        var command = new RootCommand("The gRPC analysis service.") { config, listen, insecure, certificate, key, roots, role, keys, state, import, threads, operations, check };
        command.HelpName = "gpucqa serve";
        ServiceOptions Administration(ParseResult parsed)
        {
            ServiceOptions options = Configuration.Read(parsed.GetValue(config));
            options.State = parsed.GetValue(state) ?? options.State;
            return options;
        }

        command.Subcommands.Add(KeysCommand.Create(Administration));
        command.Subcommands.Add(AuditCommand.Create(Administration));
        command.Subcommands.Add(Storage.Moves.MigrateCommand.Create(Administration));
        command.Subcommands.Add(Storage.Backups.BackupCommand.Create(Administration));
        command.SetAction(async (parsed, cancellation) =>
        {
            ServiceOptions options = Configuration.Read(parsed.GetValue(config));
            options.Listen = parsed.GetValue(listen) ?? options.Listen;
            options.InsecureLoopback |= parsed.GetValue(insecure);
            options.Tls.Certificate = parsed.GetValue(certificate) ?? options.Tls.Certificate;
            options.Tls.Key = parsed.GetValue(key) ?? options.Tls.Key;
            options.Tls.ClientRoots = parsed.GetValue(roots) ?? options.Tls.ClientRoots;
            if (parsed.GetValue(role) is { } everywhere) options.Doors.CertificateRoles[Doors.Grants.AllProjects] = everywhere;
            options.Doors.Keys |= parsed.GetValue(keys);
            options.State = parsed.GetValue(state) ?? options.State;
            foreach (string root in parsed.GetValue(import) ?? []) options.ImportRoots.Add(root);
            options.Threads = parsed.GetValue(threads) ?? options.Threads;
            options.Operations.Listen = parsed.GetValue(operations) ?? options.Operations.Listen;
            if (parsed.GetValue(check)) Console.Out.WriteLine(Configuration.Checked(options));
            else await Run(options, cancellation);
            return 0;
        });
        return command;
    }

    // The parser's own words name types of the program.
    private static int? Threads(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int threads)) return threads;
        result.AddError($"--threads is '{result.Tokens[0].Value}'; expected a whole number.");
        return null;
    }

    private static async Task Run(ServiceOptions options, CancellationToken cancellation)
    {
        options.Check();
        FreePort.Require(options.Listen, options.EndPoint());
        if (options.Operations.EndPoint() is { } point) FreePort.Require($"GpuCqa:Operations:Listen: {options.Operations.Listen}", point);
        await using WebApplication app = ServiceHost.Build(options, logging => logging.AddJsonLines(options.Operations.LogLevel));
        using PosixSignalRegistration impatient = Interrupts.EndAtTheSecond();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error)
        {
            throw new PreconditionException($"{options.Listen} cannot be listened on: {error.Message}", error);
        }

        // The first line on stdout: programs that start the service read the port from it.
        Console.Out.WriteLine($"gpucqa serves on {ServiceHost.Address(app)}");
        if (app.Services.GetService<OperationsListener>() is { } operations) Console.Out.WriteLine($"gpucqa operations on {operations.Address}");
        await Console.Out.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        if (app.Services.GetRequiredService<Storage.Database>().Dialect.State == Storage.DatabaseState.TakenOver) throw new PreconditionException("Another service has taken over the database.");
    }
}
