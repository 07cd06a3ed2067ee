using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Storage;

/// <summary>Registers the state folder and the tables.</summary>
public static class StorageServices
{
    /// <summary>SQLite in the state folder, or PostgreSQL where a connection string is given.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, ServiceOptions options) => services
        .AddSingleton(p => new StateFolder(options.State, p.GetRequiredService<ILogger<StateFolder>>()))
        .AddSingleton<DatabaseDialect>(p => options.Database.Length == 0
            ? new SqliteDialect(p.GetRequiredService<StateFolder>())
            : new PostgresDialect(options.Database, p.GetRequiredService<StateFolder>(), p.GetRequiredService<ILogger<PostgresHold>>()))
        .AddSingleton<Database>()
        .AddSingleton(p => new DiskRoom(options, () => new DriveInfo(p.GetRequiredService<StateFolder>().Root).AvailableFreeSpace));
}
