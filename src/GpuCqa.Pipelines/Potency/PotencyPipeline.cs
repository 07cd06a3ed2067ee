using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Potency;

/// <summary>Assay plates, from their table to the files of a result.</summary>
public sealed class PotencyPipeline
{
    /// <summary>What provenance calls the table.</summary>
    public const string TableLabel = "table of wells";

    private readonly PotencyRequest request;
    private readonly IReadOnlyList<PlateWell> wells;
    private readonly IReadOnlyList<string> notes;

    /// <summary>Reads the wells.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    /// <exception cref="NotFoundException">A file or column does not exist.</exception>
    /// <exception cref="BadDataException">A value is not what its column holds; names file and line.</exception>
    public PotencyPipeline(PotencyRequest request)
    {
        this.request = request;
        PotencyParameters p = request.Parameters;
        if (p.Readout.Trim().Length == 0) throw new InvalidParameterException("The readout has no name.");
        if (p.LowerLimit >= p.UpperLimit) throw new InvalidParameterException("The lower limit of quantification is not below the upper one.");
        (wells, notes) = PlateReader.Read(request);
        Design = $"Plates: {wells.Select(w => w.Plate).Distinct(StringComparer.Ordinal).Count()}, wells of standards: {wells.Count(w => w.Kind == WellKind.Standard)}, lots: {wells.Select(w => w.Lot).OfType<string>().Distinct(StringComparer.Ordinal).Count()}.";
    }

    /// <summary>What is on the plates.</summary>
    public string Design { get; }

    /// <summary>The files that the result is made from.</summary>
    public IReadOnlyList<InputFile> Inputs => [new InputFile(TableLabel, request.Table, Path.GetFullPath(request.Table))];

    /// <summary>Fits the curves and reads every lot.</summary>
    /// <exception cref="PreconditionException">The standards of a plate do not allow a curve.</exception>
    public PotencyResult Run(StepProgress progress)
    {
        progress.Begin("fit curves", 0);
        PotencyResult result = PotencyAnalysis.Run(wells, request.Parameters);
        progress.End();
        result = result with { Notes = [.. notes, .. result.Notes] };
        foreach (string note in result.Notes) progress.Note(note);
        foreach (string warning in result.Warnings) progress.Warn(warning);
        return result;
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, PotencyResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) => ResultFiles.Write(folder, result, provenance, language, cancellation);
}
