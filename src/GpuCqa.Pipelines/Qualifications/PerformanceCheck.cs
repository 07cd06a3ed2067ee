using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Pipelines.Trust;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Simulation;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications;

/// <summary>PQ: a reference cohort is simulated, discovered and written as a user would, and compared with what is in it and with the tables that were recorded of it.</summary>
internal static class PerformanceCheck
{
    /// <summary>Tables that were recorded.</summary>
    public static IReadOnlyList<string> Tables { get; } = ["associations.csv", "clusters.csv", "lots.csv"];

    public static IReadOnlyList<QualificationCheck> Run(QualifyParameters parameters, ComputeDevice device, Provenance program, string scratch, StepProgress progress, CancellationToken cancellation)
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Get(parameters.Preset), parameters.Seed);
        string result = Path.Combine(scratch, "result");
        progress.Begin("PQ: reference cohort", 0);
        DiscoveryResult found = Discover(cohort, parameters, device, program, scratch, result, cancellation);
        progress.End();
        var checks = new List<QualificationCheck>();
        void Add(string title, string expected, string got, string tolerance, bool passed, string remark = "") =>
            checks.Add(new QualificationCheck(QualificationPart.Performance, $"PQ-{checks.Count + 1:00}", title, expected, got, tolerance, passed) { Remark = remark });

        SimulationScore score = SimulationScorer.Score(cohort, found, parameters.Readout);
        string share(double value) => value.ToString("P1", CultureInfo.InvariantCulture);
        Add("the planted state is found", $"purity and recall of the finding at least {share(SimulationScore.FoundAt)}", score.Recovery is { } r ? $"purity {share(r.Purity)}, recall {share(r.Recall)}" : "nothing was tested", "as stated", score.Found);
        foreach (string table in Tables)
        {
            string expected = Recorded(table), got = File.ReadAllText(Path.Combine(result, table));
            string hash = Sha256(expected), now = Sha256(got);
            string? difference = TableComparison.Difference(expected, got, table, parameters.Tolerance);
            Add($"{table} of the reference cohort", $"SHA-256 {hash}", difference ?? (hash == now ? $"SHA-256 {now}" : $"SHA-256 {now}, and every recorded value within the tolerance"),
                string.Create(CultureInfo.InvariantCulture, $"{parameters.Tolerance:0e+0} relative; whole numbers and words exact"), difference is null,
                hash == now ? "the same bytes" : "Other bytes are no fault by themselves: another processor or a GPU may add in another order, and a later version may have more columns.");
        }

        Verification whole = Verifier.Of(result, null, links: true, cancellation);
        Add("the result folder is as it was written, and so are its inputs", "no difference", whole.Holds ? "no difference" : string.Join("; ", whole.Differences.Select(d => d.Difference.Name)), "exact", whole.Holds);
        string damaged = Path.Combine(result, Tables[0]);
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        string named = string.Join(", ", Verifier.Of(result, null, links: false, cancellation).Differences.Select(d => d.Difference.Name));
        Add("one changed bit of a table is seen", Tables[0], named.Length == 0 ? "nothing was seen" : named, "exact", named == Tables[0]);
        return checks;
    }

    /// <summary>Makes, discovers and writes the reference cohort.</summary>
    internal static DiscoveryResult Discover(SimulatedCohort cohort, QualifyParameters parameters, ComputeDevice device, Provenance program, string scratch, string result, CancellationToken cancellation)
    {
        string sheet = CohortWriter.Write(cohort, Path.Combine(scratch, "cohort"), force: false, LotFormat.Tenx, device, StepProgress.None, cancellation);
        var pipeline = new DiscoveryPipeline(CohortSheet.Read(sheet, sharedFile: false), new DiscoverParameters { Readouts = [parameters.Readout], Seed = parameters.Seed }, null, new CellFileOptions());
        DiscoveryResult found = pipeline.Run(device, StepProgress.None, cancellation);
        Provenance record = program with { Inputs = Inputs.InputFiles.Hash(Inputs.InputFiles.OfSheet(sheet, pipeline.ReadLots), StepProgress.None, cancellation) };
        ResultFolder.Write(result, force: false, folder => DiscoveryPipeline.Write(folder, found, record, ReportLanguage.English, cancellation), cancellation);
        return found;
    }

    /// <summary>A table as it was recorded.</summary>
    internal static string Recorded(string table)
    {
        using Stream stream = typeof(PerformanceCheck).Assembly.GetManifestResourceStream("cohort/" + table) ?? throw new InvalidOperationException($"{table} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
