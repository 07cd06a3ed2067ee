using System.CommandLine;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;

namespace GpuCqa.Cli.Remote;

/// <summary>Options by which a verb runs on a server rather than on this machine; they stand before the verb or after it.</summary>
public static class ServerOptions
{
    private const string ServerVariable = "GPUCQA_SERVER", KeyVariable = "GPUCQA_API_KEY";

    private static readonly Option<string?> Server = new("--server") { Description = $"Run on a GpuCqa service rather than on this machine, for example https://cqa.example:50051 (or {ServerVariable}).", HelpName = "URL" };
    private static readonly Option<string?> ProjectName = new("--project") { Description = "Project of the service (default: default).", HelpName = "name" };
    private static readonly Option<string?> KeyFile = new("--api-key-file") { Description = $"File that holds the API key (or {KeyVariable}, which holds the key itself); a key on the command line would be seen by others.", HelpName = "file" };
    private static readonly Option<string?> Authorities = new("--tls-ca") { Description = "Authorities that the server's certificate must be signed by (PEM); default: those of this machine.", HelpName = "file" };
    private static readonly Option<string?> Certificate = new("--tls-certificate") { Description = "Certificate of the caller, for mutual TLS (PEM).", HelpName = "file" };
    private static readonly Option<string?> Key = new("--tls-key") { Description = "Private key of the certificate (PEM; default: in the certificate's file).", HelpName = "file" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the audit log of the service: one line of text.", HelpName = "text" };

    private static readonly Option[] All = [Server, ProjectName, KeyFile, Authorities, Certificate, Key, Reason];

    /// <summary>Adds the options to a verb, or to the program.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All) command.Options.Add(option);
    }

    /// <summary>Address of the server, or null to run on this machine.</summary>
    public static string? Address(ParseResult parsed) => Text(parsed.GetValue(Server)) ?? Text(Environment.GetEnvironmentVariable(ServerVariable));

    /// <summary>Refuses these options on a verb that runs on this machine only.</summary>
    /// <exception cref="InvalidParameterException">One is given.</exception>
    public static void Refuse(ParseResult parsed)
    {
        if (All.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is not { } given || parsed.CommandResult.Command.Options.Contains(given)) return;
        throw new InvalidParameterException($"{given.Name} is for discover, map, associate, plan, specification, detect, verify, attach, devices and reference (list, get, create, upload, export, delete); '{parsed.CommandResult.Command.Name}' runs on this machine.");
    }

    /// <summary>A client of the server at an address.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="say">Told when the server is waited for.</param>
    /// <exception cref="InvalidParameterException">An option is wrong.</exception>
    /// <exception cref="BadDataException">A key or certificate cannot be read.</exception>
    public static GpuCqaClient Connect(ParseResult parsed, string address, Action<string> say) => GpuCqaClient.Connect(address, new ClientOptions
    {
        ApiKey = parsed.GetValue(KeyFile) is { } file ? ReadKey(file) : Text(Environment.GetEnvironmentVariable(KeyVariable)),
        CertificateAuthorities = parsed.GetValue(Authorities),
        ClientCertificate = parsed.GetValue(Certificate),
        ClientKey = parsed.GetValue(Key),
        Reason = ReasonText.Checked("--reason", parsed.GetValue(Reason)),
        Retry = new RetryOptions { Waiting = error => say($"{error.Message} Trying again.") },
    });

    /// <summary>The project that was asked for.</summary>
    public static ProjectClient Project(ParseResult parsed, GpuCqaClient client) => client.Project(Text(parsed.GetValue(ProjectName)) ?? "default");

    /// <summary>The options that another run with the same server needs, as they were written.</summary>
    public static string Written(ParseResult parsed) => string.Concat(All.Where(o => o != Reason && parsed.GetResult(o) is { Implicit: false })
        .Select(o => $" {o.Name} {((System.CommandLine.Parsing.OptionResult)parsed.GetResult(o)!).Tokens[0].Value}"));

    private static string ReadKey(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(file, null, $"the API key cannot be read: {error.Message}", error);
        }
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
