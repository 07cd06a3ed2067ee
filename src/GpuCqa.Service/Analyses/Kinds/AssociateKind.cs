using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>States that are known already against what lots can do; the same files as the command line's.</summary>
public sealed class AssociateKind(SpecInputs named, CallerWords words) : AnalysisKind
{
    // Read whole while the caller waits: everything is checked, a second at most.
    private const long ReadAtOnce = 16L << 20;

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Associate;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        AssociateSpec asked = spec.Associate;
        if (asked.Cohort.Length > 0) return new(spec) { Associate = new AssociateSpec(asked) { CohortEtag = named.Etag("associate.cohort", project, asked.Cohort, asked.CohortEtag) } };
        return asked.CohortEtag.Length == 0 ? spec : throw new InvalidParameterException("associate.cohort_etag is for a cohort, and associate.cohort names none.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        Request request = Read(project, spec.Associate);
        if (request.Table.Size <= ReadAtOnce || request.Asked.StateColumns.Count == 0) _ = new AssociatePipeline(request.Asked, CancellationToken.None);
        else CheckColumns(request.Asked);
        return request.Cohort is null ? [request.Table.Uid] : [request.Cohort.Etag, request.Table.Uid];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        KindNeed.States(named.Dataset("associate.dataset", project, spec.Associate.Dataset).Size, spec.Associate.StateColumns.Count > 0);

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        AnalysisPlan plan = base.Describe(project, spec, device, deviceFreeBytes, cancellation);
        var pipeline = new AssociatePipeline(Read(project, spec.Associate).Asked, cancellation);
        plan.Design = pipeline.Design.Sentence;
        plan.Notes.Add(pipeline.Notes);
        plan.Notes.Add(pipeline.Warnings.Select(w => StepProgress.WarningMark + w));
        return plan;
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Request request = Read(run.Project, run.Spec.Associate);
        var steps = new StepRecorder(run.Progress);
        var pipeline = new AssociatePipeline(request.Asked, run.Cancellation);
        AssociateResult result = pipeline.Run(run.Device, steps, run.Cancellation);
        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        result = SpecPlan.Mark(run.Spec, result, () => pipeline.Planned);
        // The same labels as the command line's.
        InputFile[] table = [.. named.Files(request.Table).Select(f => f with { Label = AssociatePipeline.TableLabel })];
        InputRecord[] inputs = [.. InputFiles.Hash(table, steps, run.Cancellation), .. request.Cohort is null ? (InputRecord[])[] : [SpecInputs.Record(request.Cohort, AssociatePipeline.SheetLabel, "cohort")], .. SpecPlan.Record(run.Spec)];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        AssociatePipeline.Write(run.Output.Folder, result, record, request.Language, run.Cancellation);
        steps.End();
    }

    private Request Read(string project, AssociateSpec spec)
    {
        AssociationParameters tests = AssociateFields.Read(spec);
        ReportLanguage language = LanguageNames.Parse(OneOf("associate.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
        DatasetRecord table = named.Dataset("associate.dataset", project, spec.Dataset);
        if (table.Files.Count != 1) throw new InvalidParameterException($"associate.dataset {spec.Dataset} has {table.Files.Count} files; states stand in one table or one h5ad.");
        (Cohort? cohort, LotTable? lots) = spec.Cohort.Length == 0 ? (null, null) : named.Lots(spec.Cohort, spec.CohortEtag, [.. tests.Readouts, .. tests.Block, .. tests.Unit is { } unit ? (string[])[unit] : [], .. tests.Covariates]);
        var asked = new AssociateRequest
        {
            Table = named.PathOf(table),
            Lots = lots,
            Tests = tests,
            Levels = [.. spec.Levels],
            LotColumn = SpecInputs.Optional(spec.LotColumn),
            StateColumns = [.. spec.StateColumns],
            CountColumn = SpecInputs.Optional(spec.CountColumn),
            ConditionColumn = SpecInputs.Optional(spec.ConditionColumn),
            States = [.. spec.States],
            Values = SpecInputs.Optional(spec.Values),
            TotalColumn = SpecInputs.Optional(spec.TotalColumn),
        };
        return new Request(table, cohort, asked, language);
    }

    private static void CheckColumns(AssociateRequest asked)
    {
        IReadOnlyList<string> there = CellLabels.ColumnsOf(asked.Table);
        foreach (string column in ((string?[])[asked.LotColumn, asked.CountColumn, asked.ConditionColumn, .. asked.StateColumns]).OfType<string>())
        {
            if (!there.Contains(column)) throw new NotFoundException($"{asked.Table}: no column '{column}'; the columns are {string.Join(", ", there.Take(30))}");
        }
    }

    private sealed record Request(DatasetRecord Table, Cohort? Cohort, AssociateRequest Asked, ReportLanguage Language);
}
