using System.Net;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Analyses.Clusters;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Operations;
using GpuCqa.Service.References;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Hosting;

/// <summary>Configuration of the service: section GpuCqa of appsettings.json and of --config, environment variables GpuCqa__Name, options of the command line.</summary>
public sealed class ServiceOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "GpuCqa";

    /// <summary>Address and port to listen on; port 0 takes a free one.</summary>
    public string Listen { get; set; } = "127.0.0.1:50051";

    /// <summary>Take calls from this machine without asking who calls. Only with a loopback address.</summary>
    public bool InsecureLoopback { get; set; }

    /// <summary>Certificates; without them the service speaks HTTP/2 in the open.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Who may call, and how much.</summary>
    public DoorOptions Doors { get; set; } = new();

    /// <summary>The audit log.</summary>
    public AuditOptions Audit { get; set; } = new();

    /// <summary>Largest request message, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 4 << 20;

    /// <summary>Calls at once on one connection.</summary>
    public int MaxCallsPerConnection { get; set; } = 256;

    /// <summary>Host threads of synchronous calls; all cores if unset.</summary>
    public int? Threads { get; set; }

    /// <summary>Folder of all that must outlive the program.</summary>
    public string State { get; set; } = "gpucqa-state";

    /// <summary>Connection string of PostgreSQL for the tables; SQLite in the state folder if empty.</summary>
    public string Database { get; set; } = "";

    /// <summary>Folders from which datasets may be imported.</summary>
    public IList<string> ImportRoots { get; set; } = [];

    /// <summary>Project to the folders from which it may import, instead of <see cref="ImportRoots"/>.</summary>
    public IDictionary<string, List<string>> ImportRootsOf { get; set; } = new Dictionary<string, List<string>>();

    /// <summary>Largest file of an upload, in bytes.</summary>
    public long MaxFileBytes { get; set; } = 1L << 40;

    /// <summary>References that cells are labelled by.</summary>
    public ReferenceOptions References { get; set; } = new();

    /// <summary>The queue of analyses.</summary>
    public JobOptions Jobs { get; set; } = new();

    /// <summary>Large discoveries on other processes or machines.</summary>
    public ClusterOptions Cluster { get; set; } = new();

    /// <summary>Seconds that running calls and analyses have to end after SIGTERM.</summary>
    public int DrainSeconds { get; set; } = 30;

    /// <summary>Metrics, health over HTTP, traces and logs.</summary>
    public OperationsOptions Operations { get; set; } = new();

    /// <summary>The address to listen on.</summary>
    /// <exception cref="InvalidParameterException">It is not an address and a port.</exception>
    public IPEndPoint EndPoint() => IPEndPoint.TryParse(Listen.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out IPEndPoint? point) && Listen.Contains(':', StringComparison.Ordinal)
        ? point
        : throw new InvalidParameterException($"GpuCqa:Listen is '{Listen}'; expected an address and a port, such as 127.0.0.1:50051 or [::]:50051.");

    /// <summary>Refuses values out of range, and a service that anyone could call.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        Within(nameof(MaxMessageBytes), MaxMessageBytes, 64 << 10, 64 << 20);
        Within(nameof(MaxCallsPerConnection), MaxCallsPerConnection, 1, 10_000);
        Within(nameof(DrainSeconds), DrainSeconds, 0, 3600);
        if (MaxFileBytes < 1) throw new InvalidParameterException($"GpuCqa:MaxFileBytes is {MaxFileBytes}; expected at least 1.");
        References.Check();
        Jobs.Check();
        Cluster.Check();
        Datasets.ImportRoots.Check(ImportRoots, ImportRootsOf);
        Operations.Check();
        if (Database.Length > 0) PostgresSettings.Parse(Database);
        if (Threads is { } threads) Within(nameof(Threads), threads, 1, 4096);
        bool loopback = IPAddress.IsLoopback(EndPoint().Address);
        if (InsecureLoopback && !loopback) throw new InvalidParameterException($"GpuCqa:InsecureLoopback is set and GpuCqa:Listen is {Listen}, which other machines reach; it is for 127.0.0.1 and [::1] only.");
        if ((Tls.Certificate is null) != (Tls.Key is null)) throw new InvalidParameterException("GpuCqa:Tls needs both Certificate and Key.");
        if (Tls.ClientRoots is not null && Tls.Certificate is null) throw new InvalidParameterException("GpuCqa:Tls:ClientRoots needs Certificate and Key too.");
        Audit.Check();
        Doors.Limits.Check();
        Doors.Check(this, loopback);
    }

    private static void Within(string key, int value, int low, int high)
    {
        if (value < low || value > high) throw new InvalidParameterException($"GpuCqa:{key} is {value}; expected {low} to {high}.");
    }
}
