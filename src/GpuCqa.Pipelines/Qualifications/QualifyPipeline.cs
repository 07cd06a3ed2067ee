using System.Text.Json;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Qualifications.Vectors;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications;

/// <summary>The qualification of an installation, from nothing to the files of its protocol.</summary>
/// <remarks>The vectors and the tables of the reference cohort lie in the program. A file of vectors may stand for them: one with a falsified number must fail.</remarks>
public sealed class QualifyPipeline
{
    private readonly IReadOnlyDictionary<string, JsonElement> vectors;
    private readonly string? file;

    /// <summary>Takes the vectors.</summary>
    /// <param name="file">File of vectors that stand for those of the same ids that the program brings, and beside the others; null = those of the program.</param>
    /// <exception cref="Core.Errors.NotFoundException">There is no such file.</exception>
    /// <exception cref="Core.Errors.BadDataException">It holds no vectors.</exception>
    public QualifyPipeline(string? file)
    {
        this.file = file;
        var all = new Dictionary<string, JsonElement>(VectorFile.Vectors, StringComparer.Ordinal);
        if (file is not null)
        {
            foreach ((string id, JsonElement vector) in VectorFile.Read(file)) all[id] = vector;
        }

        vectors = all;
        Parameters = new QualifyParameters { Vectors = file is null ? new QualifyParameters().Vectors : Path.GetFileName(file) };
    }

    /// <summary>Every parameter.</summary>
    public QualifyParameters Parameters { get; }

    /// <summary>The file of vectors, where one was given.</summary>
    public IReadOnlyList<InputFile> Inputs => file is null ? [] : [new InputFile("vectors", file, Path.GetFullPath(file))];

    /// <summary>Qualifies.</summary>
    /// <param name="device">Device that the reference cohort is discovered on.</param>
    /// <param name="asked">Name by which it was asked for.</param>
    /// <param name="program">What the program is.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Seen between vectors and within the discovery.</param>
    public QualifyResult Run(ComputeDevice device, string asked, Provenance program, StepProgress progress, CancellationToken cancellation)
    {
        var (installed, facts) = InstallationCheck.Run(device, program, asked, progress, cancellation);
        var (computed, values) = OperationCheck.Run(vectors, progress, cancellation);
        string scratch = Directory.CreateTempSubdirectory("gpucqa-qualify-").FullName;
        try
        {
            IReadOnlyList<QualificationCheck> performed = PerformanceCheck.Run(Parameters, device, program, scratch, progress, cancellation);
            var result = new QualifyResult { Parameters = Parameters, Facts = facts, Checks = [.. installed, .. computed, .. performed], Values = values, Notes = [] };
            if (file is null) return result;
            string given = $"Expected numbers of {VectorFile.Read(file).Count} vectors were given from outside, and are not those that the program brings: this protocol tests the kit, not the installation.";
            progress.Warn(given);
            return result with { Warnings = [given] };
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Writes every file of a protocol into an existing folder.</summary>
    public static void Write(string folder, QualifyResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) => ResultFiles.Write(folder, result, provenance, language, cancellation);
}
