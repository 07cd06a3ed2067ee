namespace GpuCqa.Analysis.Cells;

/// <summary>A packed block of cells in scratch space.</summary>
/// <param name="Place">What it is read by.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Rows">Its cells.</param>
/// <param name="Entries">Its stored entries.</param>
public readonly record struct ShelvedBlock(long Place, int Bytes, int Rows, int Entries);
