using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>How far the counts of cells, over all genes, are from those of any cluster of a reference; a cell's value depends on no other cell.</summary>
/// <param name="values">cells x genes of the reference, raw values, CSR.</param>
/// <param name="measured">Per gene, whether the lot has it.</param>
public delegate double[] StrangenessMeasure(CsrMatrix<float> values, bool[] measured);
