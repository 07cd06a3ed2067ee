using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Brings the cells of lots down to one value per column.</summary>
internal interface ILotSummarizer : IDisposable
{
    /// <summary>Takes cells of a lot.</summary>
    /// <param name="lot">Index of the lot.</param>
    /// <param name="block">cells x all shared features.</param>
    /// <param name="totals">Total of each cell; none where values are not normalized.</param>
    void Add(int lot, CsrMatrix<float> block, double[] totals);

    /// <summary>Values of all lots that have cells.</summary>
    /// <param name="cells">Cells of each lot, at least one.</param>
    /// <returns>lots x columns.</returns>
    DenseMatrix<double> Finish(long[] cells);
}
