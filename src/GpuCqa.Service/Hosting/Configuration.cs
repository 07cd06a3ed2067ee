using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Hosting;

/// <summary>Reads <see cref="ServiceOptions"/> from files and environment; a key that does not exist is an error.</summary>
public static class Configuration
{
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
            throw new InvalidParameterException($"Settings: {error.Message}", error);
        }
    }
}
