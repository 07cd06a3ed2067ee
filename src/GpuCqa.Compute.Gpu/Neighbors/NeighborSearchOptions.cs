namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Choices of the search that change its course but never its result; tests set them.</summary>
/// <param name="Side">Threads of a group are its square: 16 or 8; 0 = as the device likes.</param>
/// <param name="Capacity">Places for candidates of a query; 0 = as planned.</param>
/// <param name="BatchQueries">Queries searched at once; 0 = as memory allows.</param>
internal sealed record NeighborSearchOptions(int Side = 0, int Capacity = 0, int BatchQueries = 0);
