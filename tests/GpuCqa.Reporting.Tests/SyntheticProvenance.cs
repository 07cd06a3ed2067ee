using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Tests;

internal static class SyntheticProvenance
{
    public static Provenance Make(int threads = 2) => new()
    {
        EngineVersion = "0.1.0",
        EngineCommit = "0123456789abcdef",
        Inputs = [new InputRecord("cohort sheet", "/data/secret/cohort.csv", 321, new string('a', 64)), new InputRecord("T01/matrix.mtx.gz", "/data/secret/lots/T01/matrix.mtx.gz", 654_321, new string('b', 64))],
        Device = new DeviceRecord("cpu", $"x86-64 with AVX2, {threads} threads", 256, threads),
        Packages = [new("libhdf5", "1.10.8"), new("MathNet.Numerics", "5.0.0")],
        HostOperations = [new("SymmetricEigen", 1)],
        Steps = [new StepRecord("read lots", 1.25 / threads), new StepRecord("neighbours", 3.5 / threads)],
        Started = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero).AddMinutes(threads),
        Finished = new DateTimeOffset(2026, 5, 6, 7, 9, 9, TimeSpan.Zero).AddMinutes(threads),
        Command = $"gpucqa discover /data/secret/cohort.csv --threads {threads}",
        Platform = "linux-x64",
        Runtime = ".NET 10.0.1",
    };
}
