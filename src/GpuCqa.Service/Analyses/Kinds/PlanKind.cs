using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>What a design can show, before there are data; the same files as the command line's.</summary>
public sealed class PlanKind : AnalysisKind
{
    private const long Bytes = 64L << 20;

    private static readonly PlanParameters Defaults = new();

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        _ = Language(spec.Plan);
        _ = Planner.Plan(Read(spec.Plan));
        return [];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) => new(Bytes, 0);

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        AnalysisPlan plan = base.Describe(project, spec, device, deviceFreeBytes, cancellation);
        plan.Design = FindingText.Sentence(Planner.Plan(Read(spec.Plan)));
        return plan;
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        var steps = new StepRecorder(run.Progress);
        PlanResult result = PlanPipeline.Run(Read(run.Spec.Plan), steps);
        Provenance record = ProvenanceRecord.Of(started, [], run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        PlanPipeline.Write(run.Output.Folder, result, record, Language(run.Spec.Plan), run.Cancellation);
    }

    private static PlanParameters Read(PlanSpec s) => new()
    {
        Lots = s.HasLots ? s.Lots : Defaults.Lots, Clusters = s.HasClusters ? s.Clusters : Defaults.Clusters, Rho = s.HasRho ? s.Rho : null, Groups = [.. s.Groups], Blocks = [.. s.Blocks],
        Alpha = s.HasAlpha ? s.Alpha : Defaults.Alpha, Power = s.HasPower ? s.Power : Defaults.Power, Margin = s.HasMargin ? s.Margin : null, MarginEstimated = s.MarginEstimated, Pairs = s.Pairs, Before = s.Before, After = s.After,
        DonorShare = s.HasDonorShare ? s.DonorShare : Defaults.DonorShare, Difference = s.Difference, Attributes = s.HasAttributes ? s.Attributes : Defaults.Attributes, QualityRange = s.HasQualityRange ? s.QualityRange : null,
        Frequency = s.HasFrequency ? s.Frequency : null, CellsPerLot = s.HasCellsPerLot ? s.CellsPerLot : Defaults.CellsPerLot, Efficiency = s.HasEfficiency ? s.Efficiency : Defaults.Efficiency,
        MinimumCells = s.HasMinimumCells ? s.MinimumCells : Defaults.MinimumCells, Icc = s.HasIcc ? s.Icc : Defaults.Icc, Seed = s.HasSeed ? s.Seed : Defaults.Seed,
    };

    private static ReportLanguage Language(PlanSpec spec) => LanguageNames.Parse(OneOf("plan.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
}
