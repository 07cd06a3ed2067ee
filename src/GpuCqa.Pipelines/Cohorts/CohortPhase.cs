namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Tasks that may run at the same time, anywhere and in any order, and what brings their files together: a barrier.</summary>
/// <param name="Name">What run-shard and merge call it.</param>
/// <param name="Tasks">Number of its tasks, counted from 0; at most, where it depends on quality control (a task without cells writes an empty file).</param>
/// <param name="ShardMemoryBytes">Memory of a task.</param>
/// <param name="MergeMemoryBytes">Memory of its merge.</param>
/// <param name="ReadBytes">Bytes that all tasks and the merge read.</param>
/// <param name="WriteBytes">Bytes that they write into the work folder.</param>
/// <param name="ShardSeconds">Processor seconds of a task, about, from measured rates.</param>
/// <param name="MergeSeconds">Processor seconds of its merge, about.</param>
public sealed record CohortPhase(string Name, int Tasks, long ShardMemoryBytes, long MergeMemoryBytes, long ReadBytes, long WriteBytes, double ShardSeconds, double MergeSeconds);
