using System.Text;
using GpuCqa.Core.Reasons;

namespace GpuCqa.Client.Connections;

/// <summary>Puts the caller's reason on every call, for the audit log of the service.</summary>
internal sealed class ReasonHandler(string reason, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly (string Name, string Value) header = reason.All(c => c is >= ' ' and <= '~')
        ? (ReasonText.Key, reason)
        : (ReasonText.Key + "-bin", Convert.ToBase64String(Encoding.UTF8.GetBytes(reason)));

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return base.SendAsync(request, cancellationToken);
    }
}
