using GpuCqa.Analysis.Quality;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Library-size normalization of one dataset as a stream: a block of cells is in memory at a time.</summary>
public static class Normalizer
{
    private const int BlockCells = 2048;

    /// <summary>Normalizes block by block, in the order of the cells.</summary>
    /// <param name="work">Where.</param>
    /// <param name="source">Counts.</param>
    /// <param name="parameters">How.</param>
    /// <exception cref="PreconditionException">The values are no counts, or no cell has any.</exception>
    /// <exception cref="BadDataException">The dataset is damaged.</exception>
    public static IEnumerable<NormalizedBlock> Run(Workplace work, CellSource source, NormalizeParameters parameters)
    {
        if (source.Modality != CellModality.Counts) throw new PreconditionException("The dataset holds measurements, not counts: cells have no library size.");
        int[] genes = FeatureChoice.Of("genes", source.Features, parameters.Genes);
        return Blocks(work, source, parameters, genes);
    }

    private static IEnumerable<NormalizedBlock> Blocks(Workplace work, CellSource source, NormalizeParameters parameters, int[] genes)
    {
        int[] map = new int[source.Features.Count];
        Array.Fill(map, -1);
        for (int i = 0; i < genes.Length; i++) map[genes[i]] = i;
        double scale = parameters.ScaleToMedian ? MedianTotal(work, source) : parameters.ScaleFactor;
        work.Progress.Begin("normalize", source.CellCount ?? 0);
        long done = 0;
        foreach (CellBlock block in source.ReadBlocks(BlockCells, work.Cancellation))
        {
            work.Cancellation.ThrowIfCancellationRequested();
            using DeviceCsr<float> raw = work.Device.Upload(block.Values);
            RowStatistics rows = work.Device.RowStatistics(raw, null);
            CsrMatrix<double> values;
            if (parameters.Linear)
            {
                values = Scaled(block.Values, rows.Totals, scale, map, genes.Length);
            }
            else
            {
                using DeviceCsr<double> normalized = work.Device.LogNormalize(raw, rows.Totals, scale, map, genes.Length);
                values = work.Device.Download(normalized);
            }

            yield return new NormalizedBlock(block.Barcodes, rows.Totals, rows.NonZeros, values, scale);
            done += block.Values.Rows;
            work.Progress.Report(done);
        }

        work.Progress.End();
    }

    // The same order of evaluation as LogNormalize, without the logarithm.
    private static CsrMatrix<double> Scaled(CsrMatrix<float> counts, double[] totals, double scale, int[] map, int columns)
    {
        var buffer = new CsrRowBuffer<double>(columns);
        for (int r = 0; r < counts.Rows; r++)
        {
            ReadOnlySpan<float> values = counts.RowValues(r);
            ReadOnlySpan<int> indices = counts.RowIndices(r);
            int[] places = new int[values.Length];
            double[] scaled = new double[values.Length];
            int n = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] == 0) continue;
                places[n] = indices[i];
                scaled[n++] = values[i] / totals[r] * scale;
            }

            buffer.Append(places.AsSpan(0, n), scaled.AsSpan(0, n), map);
        }

        return buffer.Take();
    }

    private static double MedianTotal(Workplace work, CellSource source)
    {
        work.Progress.Begin("median of totals", source.CellCount ?? 0);
        var totals = new List<double>();
        long done = 0;
        foreach (CellBlock block in source.ReadBlocks(BlockCells, work.Cancellation))
        {
            work.Cancellation.ThrowIfCancellationRequested();
            using DeviceCsr<float> raw = work.Device.Upload(block.Values);
            totals.AddRange(work.Device.RowStatistics(raw, null).Totals.Where(t => t > 0));
            done += block.Values.Rows;
            work.Progress.Report(done);
        }

        work.Progress.End();
        return totals.Count > 0 ? Medians.Median(totals) : throw new PreconditionException("No cell of the dataset has a count.");
    }
}
