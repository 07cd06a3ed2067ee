using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuCqa.Service.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace GpuCqa.Service.Hosting;

/// <summary>What the service would run with, as a settings file has it.</summary>
public static class EffectiveConfiguration
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    /// <summary>All keys with their values, as they are.</summary>
    public static JsonObject Of(ServiceOptions options) => new() { [ServiceOptions.Section] = JsonSerializer.SerializeToNode(options, Format) };

    /// <summary>Checks the settings and the files that they name, as a start would.</summary>
    /// <returns>The settings without secrets, as JSON.</returns>
    /// <exception cref="Core.Errors.GpuCqaException">A start would fail.</exception>
    public static string Checked(ServiceOptions options)
    {
        options.Check();
        if (options.Tls.Certificate is not null) Certificates.Apply(new HttpsConnectionAdapterOptions(), options.Tls, options.Doors.TakesCredentials);
        JsonObject shown = Of(options);
        JsonNode section = shown[ServiceOptions.Section]!;
        // These two may hold a password; everything else that is secret is in files, and settings only name files.
        section[nameof(ServiceOptions.Database)] = PostgresSettings.Shown(options.Database);
        if (options.Operations.Otlp.Length > 0)
            section[nameof(ServiceOptions.Operations)]![nameof(options.Operations.Otlp)] = new Uri(options.Operations.Otlp).GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo & ~UriComponents.Query, UriFormat.UriEscaped);
        return shown.ToJsonString(Format);
    }
}
