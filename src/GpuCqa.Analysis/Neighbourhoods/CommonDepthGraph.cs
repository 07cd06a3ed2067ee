using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The graph that neighbourhoods are walked on: of the same cells, with every lot thinned to one depth.</summary>
/// <remarks>
/// A cell with fewer counts has other normalized values, not only noisier ones (the logarithm is not linear where counts are few), and lies elsewhere within its state. Clusters hold the whole state; a neighbourhood sees where
/// in it a lot's cells lie, so that its abundance goes with the depth of the lots though no cell differs. Every count of a lot is therefore kept with one probability (downsampling of batches: Lun et al., F1000Research 5, 2122,
/// 2016), down to the shallowest lot's depth, cells compared with those of their own cluster; the thinned cells are projected onto the components of all, aligned as those were, and their neighbours are searched.
/// Lots deeper than <see cref="LargestLoss"/> times the shallowest keep a part of what sets them apart.
/// </remarks>
public static class CommonDepthGraph
{
    /// <summary>A lot is thinned by this factor at most.</summary>
    public const double LargestLoss = 4;

    private const int Chunk = 256;

    /// <summary>Shared-neighbour graph of the thinned cells, cells x cells, symmetric; that of the map for image features and for values that are no whole counts.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="map">The cells; no readout is seen.</param>
    /// <param name="parameters">Dimensions, neighbours, scale, seed.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Seen between blocks.</param>
    public static CsrMatrix<double> Of(ComputeDevice device, PopulationMap map, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation = default)
    {
        if (map.Modality != CellModality.Counts) return map.SharedNeighbors;
        double[] depth = LotQuantities.Depth(map);
        double least = depth.Min();
        double[] kept = [.. depth.Select(d => Math.Max(1 / LargestLoss, Math.Exp(least - d)))];
        progress.Begin("cells at one depth", 0);
        DenseMatrix<float>? projections = Project(device, map, kept, parameters, cancellation);
        progress.End();
        if (projections is null)
        {
            progress.Note("Values are no whole counts, so that lots are not thinned to one depth for the neighbourhoods: where lots lie may follow how deep they were measured.");
            return map.SharedNeighbors;
        }

        (DenseMatrix<float> embedding, _, _) = LotAlignment.Run(
            device, projections.FirstColumns(Math.Min(parameters.Dimensions, projections.Columns)), map.Cells.Lots, map.Lots.Count, map.Alignment.Method, new HarmonyParameters { Seed = parameters.Seed }, StepProgress.None, cancellation);
        return PopulationMapper.Neighbors(device, embedding, parameters, StepProgress.None, cancellation).Shared;
    }

    /// <summary>Thins the counts of some genes of a cell, and with them its total.</summary>
    /// <param name="counts">Counts of the genes, replaced by what is kept of each.</param>
    /// <param name="total">Counts of the cell over all genes.</param>
    /// <param name="kept">Probability with which each is kept.</param>
    /// <param name="random">The cell's stream.</param>
    /// <returns>What is kept of the total; NaN where a value is no count.</returns>
    internal static double Thin(Span<float> counts, double total, double kept, ref Philox random)
    {
        double selected = 0, left = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            float count = counts[i];
            if (!(count >= 0) || count > 1 << 24 || MathF.Floor(count) != count) return double.NaN;
            selected += count;
            long own = BinomialThinning.Binomial(ref random, (long)count, kept);
            counts[i] = own;
            left += own;
        }

        double rest = total - selected;
        if (!(rest >= 0) || Math.Floor(rest) != rest) return double.NaN;
        return left + BinomialThinning.Binomial(ref random, (long)rest, kept);
    }

    private static DenseMatrix<float>? Project(ComputeDevice device, PopulationMap map, double[] kept, DiscoverParameters parameters, CancellationToken cancellation)
    {
        PcaModel model = map.Pca;
        int[] column = new int[map.Genes.Count];
        Array.Fill(column, -1);
        for (int i = 0; i < model.Genes.Length; i++) column[model.Genes[i]] = i;
        double[] offset = PrincipalComponents.Offset(model);
        int d = model.Loadings.Columns, first = 0;
        var result = new DenseMatrix<float>(map.Cells.Count, d);
        foreach (CsrMatrix<float> block in CellSweep.Blocks(map.Values, column, model.Genes.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            float[] values = [.. block.Values];
            double[] totals = new double[block.Rows];
            int start = first;
            device.ForEach((block.Rows + Chunk - 1) / Chunk, chunk =>
            {
                for (int r = chunk * Chunk; r < Math.Min(block.Rows, (chunk + 1) * Chunk); r++)
                {
                    var random = new Philox(parameters.Seed, RandomPurpose.DepthThinning, (ulong)(start + r));
                    int begin = checked((int)block.RowOffsets[r]), end = checked((int)block.RowOffsets[r + 1]);
                    totals[r] = Thin(values.AsSpan(begin, end - begin), map.Cells.TotalCounts[start + r], kept[map.Cells.Lots[start + r]], ref random);
                }
            });
            if (totals.Any(double.IsNaN)) return null;
            using DeviceCsr<float> counts = device.Upload(new CsrMatrix<float>(block.Rows, block.Columns, block.RowOffsets, block.ColumnIndices, values));
            using DeviceCsr<double> normalized = device.LogNormalize(counts, [.. totals.Select(t => Math.Max(1, t))], parameters.ScaleFactor, null, block.Columns);
            using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, model.Means, model.Deviations, model.Clip);
            using DeviceMatrix<float> projected = device.Project(scaled, model.Loadings, offset);
            DenseMatrix<float> rows = device.Download(projected);
            rows.Values.AsSpan(0, rows.Rows * d).CopyTo(result.Values.AsSpan(checked(first * d)));
            first += rows.Rows;
        }

        return result;
    }
}
