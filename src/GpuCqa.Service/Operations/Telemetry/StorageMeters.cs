using System.Diagnostics.Metrics;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Operations.Calls;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Operations.Telemetry;

/// <summary>What is stored, read from the tables when somebody collects it.</summary>
public sealed class StorageMeters
{
    private readonly Database database;

    /// <summary>From the host's meters.</summary>
    public StorageMeters(IMeterFactory factory, Database database, DiskRoom disk)
    {
        this.database = database;
        Meter meter = factory.Create(CallMeters.Name);
        meter.CreateObservableGauge("gpucqa.uploads.open", () => Count("SELECT COUNT(*) FROM uploads"), "{upload}", "Uploads that were begun and neither finished nor dropped.");
        meter.CreateObservableGauge("gpucqa.datasets.count", () => Count("SELECT COUNT(*) FROM datasets"), "{dataset}", "Datasets.");
        meter.CreateObservableGauge("gpucqa.references.count", () => Count("SELECT COUNT(*) FROM frozen_references"), "{reference}", "References.");
        meter.CreateObservableGauge(
            "gpucqa.storage.size",
            () => Count("SELECT COALESCE(SUM(size), 0) FROM (SELECT DISTINCT sha256, size FROM dataset_files UNION ALL SELECT reference, SUM(size) FROM reference_files GROUP BY reference) AS files"),
            "By", "Bytes of all datasets and references; equal files of datasets, and equal references, once.");
        meter.CreateObservableGauge("gpucqa.storage.free", () => disk.Free, "By", "Free bytes of the state folder's disk.");
        meter.CreateObservableGauge("gpucqa.database.held", () => database.Dialect.State == DatabaseState.Held ? 1L : 0L, "{database}", "Whether the service may use its tables.");
    }

    private IEnumerable<Measurement<long>> Count(string sql)
    {
        // Whoever collects does not wait for a database that is away.
        if (database.Dialect.State != DatabaseState.Held) return [];
        try
        {
            return [new(database.Run(s => s.Query(sql, r => r.GetInt64(0))).Single())];
        }
        catch (RefusedException)
        {
            return [];
        }
    }
}
