namespace GpuCqa.Statistics;

/// <summary>One state of one partition of the cells.</summary>
/// <param name="Partition">Index of the partition in the result.</param>
/// <param name="Index">Index of the state in its partition; of a clustering the cluster.</param>
public readonly record struct StateId(int Partition, int Index);
