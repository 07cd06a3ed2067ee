using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Takes the effect of the lot out of every cluster: a ridge regression of the embedding on the lots, weighted by the assignments.</summary>
/// <remarks>
/// For a cluster with centroid b_0 and lot effects b_l: minimize sum_i R_i |z_i - b_0 - b_lot(i)|^2 + sum_l lambda_l |b_l|^2, lambda_l = alpha times the
/// expected cells of the lot. The normal equations are an arrow: b_l = (S_l - O_l b_0) / (O_l + lambda_l) and b_0 (sum O_l lambda_l / (O_l +
/// lambda_l)) = sum S_l lambda_l / (O_l + lambda_l), with S_l the weighted sum of the lot's cells. Always from the original embedding.
/// </remarks>
internal sealed class LotCorrection(ComputeDevice device, HarmonyParameters parameters, CellChunks chunks, double[] lotCells)
{
    /// <summary>Corrects the cells and moves the centroids.</summary>
    /// <param name="original">cells x dimensions, float32.</param>
    /// <param name="soft">Assignments.</param>
    /// <param name="centroids">clusters x dimensions; replaced by unit rows along b_0.</param>
    /// <returns>cells x dimensions, corrected, float32.</returns>
    public DenseMatrix<float> Apply(DenseMatrix<float> original, DiverseClusters soft, DenseMatrix<double> centroids)
    {
        int clusters = centroids.Rows, columns = original.Columns, lots = lotCells.Length;
        var effects = new DenseMatrix<double>[lots];
        for (int b = 0; b < lots; b++) effects[b] = new DenseMatrix<double>(clusters, columns);
        foreach ((int lot, int[] cells) in chunks.Chunks)
        {
            DenseMatrix<double> weighted = device.Gemm(
                CellChunks.Gather(device, soft.Assignments, clusters, cells), CellChunks.Gather(device, original.Values, columns, cells), transposeLeft: true);
            for (int i = 0; i < weighted.Values.Length; i++) effects[lot].Values[i] += weighted.Values[i];
        }

        DenseMatrix<double> expected = soft.Expected();
        device.ForEach(clusters, k => Solve(k, soft.Observed, expected, effects, centroids));
        UnitRows.Normalize(centroids);

        var corrected = new DenseMatrix<float>(original.Rows, columns);
        foreach ((int lot, int[] cells) in chunks.Chunks)
        {
            DenseMatrix<double> shift = device.Gemm(CellChunks.Gather(device, soft.Assignments, clusters, cells), effects[lot]);
            for (int i = 0; i < cells.Length; i++)
            {
                for (int c = 0; c < columns; c++) corrected[cells[i], c] = (float)(original[cells[i], c] - shift[i, c]);
            }
        }

        return corrected;
    }

    /// <summary>Turns the weighted sums of one cluster, in place, into the effects of the lots; effects of lots that are left out are 0.</summary>
    private void Solve(int cluster, DenseMatrix<double> observed, DenseMatrix<double> expected, DenseMatrix<double>[] effects, DenseMatrix<double> centroids)
    {
        int[] present = Enumerable.Range(0, lotCells.Length).Where(b => lotCells[b] > 0 && observed[b, cluster] >= parameters.LotShareCutoff * lotCells[b]).ToArray();
        bool regress = present.Length > 1;
        double weight = 0;
        foreach (int b in present) weight += observed[b, cluster] * Kept(b);
        Span<double> centre = centroids.Row(cluster);
        if (weight > 0)
        {
            centre.Clear();
            foreach (int b in present)
            {
                for (int c = 0; c < centre.Length; c++) centre[c] += effects[b][cluster, c] * Kept(b) / weight;
            }
        }

        for (int b = 0; b < effects.Length; b++)
        {
            Span<double> effect = effects[b].Row(cluster);
            if (!regress || weight == 0 || Array.IndexOf(present, b) < 0)
            {
                effect.Clear();
                continue;
            }

            double cells = observed[b, cluster], ridge = parameters.Alpha * expected[b, cluster];
            for (int c = 0; c < effect.Length; c++) effect[c] = (effect[c] - (cells * centre[c])) / (cells + ridge);
        }

        // The share of a lot's own mean that the penalty leaves to the centroid; all of it where nothing is regressed.
        double Kept(int b)
        {
            double ridge = parameters.Alpha * expected[b, cluster];
            return !regress ? 1 : ridge / (observed[b, cluster] + ridge);
        }
    }
}
