namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>What the device found for a batch of queries.</summary>
/// <param name="Queries">Query of each list; -1 = padding.</param>
/// <param name="Starts">Where each list starts; -1: the query had more candidates than places and must be searched again.</param>
/// <param name="Counts">References of each list.</param>
/// <param name="References">The lists, one after another; in no particular order.</param>
internal sealed record CandidateLists(int[] Queries, int[] Starts, int[] Counts, int[] References);
