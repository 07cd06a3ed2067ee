using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Client.Projects;
using Grpc.Core;
using Grpc.Net.Client;

namespace GpuCqa.Client.Connections;

/// <summary>A connection to a GpuCqa service. Safe for use from several threads; one for a whole program is enough.</summary>
/// <remarks>Errors of the service come back as the engine's exceptions, with the reason and exit code that a local run has.</remarks>
public sealed class GpuCqaClient : IDisposable
{
    private readonly GrpcChannel channel;

    private GpuCqaClient(Uri address, ClientOptions options)
    {
        Address = address;
        channel = ChannelFactory.Open(address, options);
        Invoker = channel.CreateCallInvoker();
        Caller = new Caller(Invoker, options);
    }

    /// <summary>Address of the service.</summary>
    public Uri Address { get; }

    /// <summary>For generated stubs: calls that this library does not wrap, without its retries and exceptions.</summary>
    public CallInvoker Invoker { get; }

    internal Caller Caller { get; }

    /// <summary>A client of the service at an address; the connection is made by the first call.</summary>
    /// <param name="address">https://HOST:PORT, or http://127.0.0.1:PORT of a service on this machine.</param>
    /// <param name="options">Who calls, and how.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">The address or an option is wrong.</exception>
    /// <exception cref="Core.Errors.BadDataException">A certificate cannot be read.</exception>
    public static GpuCqaClient Connect(string address, ClientOptions? options = null)
    {
        Uri uri = ChannelFactory.Address(address);
        options ??= new ClientOptions();
        options.Check(uri);
        return new GpuCqaClient(uri, options);
    }

    /// <summary>A project of the service.</summary>
    /// <param name="project">Its id: a lower-case letter, then up to 62 of a-z, 0-9 and '-'.</param>
    public ProjectClient Project(string project = "default") => new(Caller, project);

    /// <summary>The devices that the service computes on.</summary>
    public Task<IReadOnlyList<Device>> ListDevicesAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        var request = new ListDevicesRequest { PageToken = token };
        ListDevicesResponse page = await Caller.OnceAsync(o => new DeviceService.DeviceServiceClient(Invoker).ListDevicesAsync(request, o), cancellation).ConfigureAwait(false);
        return (page.Devices, page.NextPageToken);
    });

    /// <summary>Tests fractions that the caller has already against readouts, as one family; no cells are needed.</summary>
    public Task<AssociateFractionsResponse> AssociateFractionsAsync(AssociateFractionsRequest request, CancellationToken cancellation = default) =>
        Caller.OnceAsync(o => new AssociationService.AssociationServiceClient(Invoker).AssociateFractionsAsync(request, o), cancellation);

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();
}
