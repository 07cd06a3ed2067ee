using GpuCqa.Core.Cohorts;
using GpuCqa.Service.Datasets;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>A cohort that a specification names.</summary>
/// <param name="Message">As it was created.</param>
/// <param name="Datasets">The datasets of its lots, by resource name.</param>
/// <param name="Sheet">As the engine takes it: with the files of the datasets.</param>
public sealed record SpecCohort(Api.V1.Cohort Message, IReadOnlyDictionary<string, DatasetRecord> Datasets, Cohort Sheet);
