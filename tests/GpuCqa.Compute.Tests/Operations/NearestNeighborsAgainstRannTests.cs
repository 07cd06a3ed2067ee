using System.Globalization;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

/// <summary>Against the exact neighbours that Seurat's RANN found on real embeddings.</summary>
public class NearestNeighborsAgainstRannTests
{
    [SharedDataFact]
    public void NearestNeighbors_CovidTenThousandCells_AreRanns() =>
        Compare("covid_pbmc_20samples_pca/pca50.csv.gz", "reference_seurat/covid_pca", 50, skip: 0);

    [SharedDataFact]
    public void NearestNeighbors_Pbmc3kTenComponents_AreRanns() =>
        Compare("reference_seurat/pbmc3k/pca_embeddings_50.csv.gz", "reference_seurat/pbmc3k", 10, skip: 1);

    private static void Compare(string embedding, string reference, int dimensions, int skip)
    {
        double[][] rows = Numbers(embedding, skip);
        var points = new DenseMatrix<float>(rows.Length, dimensions);
        for (int r = 0; r < rows.Length; r++)
        {
            for (int d = 0; d < dimensions; d++) points[r, d] = (float)rows[r][d];
        }

        using var device = new CpuDevice();
        DeviceMatrix<float> uploaded = device.Upload(points);
        NeighborTable table = device.NearestNeighbors(uploaded, uploaded, 20, DistanceMetric.Euclidean);
        double[][] indices = Numbers($"{reference}/knn20_exact_idx_1based.csv.gz", 0), distances = Numbers($"{reference}/knn20_exact_dist.csv.gz", 0);
        Assert.Equal(indices.Length, table.Queries);
        for (int q = 0; q < table.Queries; q++)
        {
            for (int i = 0; i < 20; i++) Assert.Equal(distances[q][i], table.DistancesOf(q)[i], Printed(distances[q][i]));
            // Sets agree up to neighbours whose distance ties with the last one within the precision of the tables.
            int[] others = table.IndicesOf(q).ToArray().Except(indices[q].Select(x => (int)x - 1)).ToArray();
            foreach (int other in others) Assert.Equal(distances[q][19], table.DistancesOf(q)[table.IndicesOf(q).IndexOf(other)], Printed(distances[q][19]));
        }
    }

    /// <summary>Precision of a printed distance: six digits, or six places.</summary>
    private static double Printed(double distance) => Math.Max(2e-6, 1e-5 * distance);

    private static double[][] Numbers(string file, int skip) =>
        GzipCsv.Read(SharedData.Path(file)).Rows.Select(r => r.Skip(skip).Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray()).ToArray();
}
