namespace GpuCqa.Reporting.Trust;

/// <summary>A result that another one was made from.</summary>
/// <param name="Label">What it was to it ("reference", "cells").</param>
/// <param name="Path">Its folder, as it was.</param>
/// <param name="Relative">The same, from the folder of the result.</param>
/// <param name="Seal">Its seal, as it was.</param>
public sealed record SealedLink(string Label, string Path, string Relative, string Seal);
