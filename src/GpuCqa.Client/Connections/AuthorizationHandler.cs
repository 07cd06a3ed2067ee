using System.Net.Http.Headers;

namespace GpuCqa.Client.Connections;

/// <summary>Puts the caller's token on every call.</summary>
internal sealed class AuthorizationHandler(Func<CancellationToken, ValueTask<string>> token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
