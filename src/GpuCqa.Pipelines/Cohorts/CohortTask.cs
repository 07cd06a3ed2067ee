namespace GpuCqa.Pipelines.Cohorts;

/// <summary>One task of a plan.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Shard">Its number within the phase, from 0; null = the phase's merge.</param>
public readonly record struct CohortTask(string Phase, int? Shard);
