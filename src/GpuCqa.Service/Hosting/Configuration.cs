using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Hosting;

/// <summary>Reads <see cref="ServiceOptions"/> from files and environment, where a key that does not exist is an error, and writes them as a settings file has them.</summary>
public static partial class Configuration
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    /// <summary>appsettings.json beside the program, then a file, then the environment (GpuCqa__Listen).</summary>
    /// <param name="file">A settings file, or null.</param>
    /// <exception cref="NotFoundException">The file does not exist.</exception>
    /// <exception cref="BadDataException">A file is not JSON.</exception>
    /// <exception cref="InvalidParameterException">A key does not exist or its value is of another type.</exception>
    public static ServiceOptions Read(string? file)
    {
        if (file is not null && !File.Exists(file)) throw new NotFoundException($"{file}: there is no such settings file.");
        try
        {
            var builder = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
            if (file is not null) builder.AddJsonFile(Path.GetFullPath(file));
            return builder.AddEnvironmentVariables().Build().GetSection(ServiceOptions.Section)
                .Get<ServiceOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new ServiceOptions();
        }
        catch (InvalidDataException error)
        {
            throw new BadDataException(file ?? "appsettings.json", null, error.InnerException?.Message ?? error.Message, error);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidParameterException(Finding(error), error);
        }
    }

    // The binder's own words name types of the program.
    private static string Finding(InvalidOperationException error)
    {
        string[] quoted = [.. Quoted().Matches(error.Message).Select(m => m.Groups[1].Value)];
        if (error.Message.Contains(nameof(BinderOptions.ErrorOnUnknownConfiguration), StringComparison.Ordinal) && quoted.Length > 1)
        {
            string[] known = [.. typeof(ServiceOptions).GetProperties().Where(p => p.CanWrite || p.PropertyType.IsClass).Select(p => p.Name).Order(StringComparer.Ordinal)];
            return $"Settings: {ServiceOptions.Section} has no {(quoted.Length == 2 ? "setting" : "settings")} {string.Join(", ", quoted[1..].Select(q => $"'{q}'"))}; there are {string.Join(", ", known)}, and those within them.";
        }

        return quoted.Length > 1 ? $"Settings: '{quoted[0]}' is no value of {quoted[1]}." : $"Settings: {error.Message}";
    }

    [GeneratedRegex("'([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    /// <summary>All keys with their values, as they are.</summary>
    public static JsonObject Of(ServiceOptions options) => new() { [ServiceOptions.Section] = JsonSerializer.SerializeToNode(options, Format) };

    /// <summary>Checks the settings and the files that they name, as a start would.</summary>
    /// <returns>The settings without secrets, as JSON.</returns>
    /// <exception cref="Core.Errors.GpuCqaException">A start would fail.</exception>
    public static string Checked(ServiceOptions options)
    {
        options.Check();
        if (options.Tls.Certificate is not null) Certificates.Read(options.Tls, options.Doors.TakesCredentials);
        JsonObject shown = Of(options);
        JsonNode section = shown[ServiceOptions.Section]!;
        // These two may hold a password; everything else that is secret is in files, and settings only name files.
        section[nameof(ServiceOptions.Database)] = PostgresSettings.Shown(options.Database);
        if (options.Operations.Otlp.Length > 0)
            section[nameof(ServiceOptions.Operations)]![nameof(options.Operations.Otlp)] = new Uri(options.Operations.Otlp).GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo & ~UriComponents.Query, UriFormat.UriEscaped);
        return shown.ToJsonString(Format);
    }
}
