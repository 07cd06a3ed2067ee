using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class LayoutProjectionTests
{
    private static readonly Lazy<SmallReference> Made = new(() => new SmallReference(5));

    [Fact]
    public void Place_OtherCells_MoveNoCell()
    {
        SmallReference reference = Made.Value;
        DenseMatrix<float> all = Embedding(reference);
        DenseMatrix<float> places = LayoutProjection.Place(SmallReference.Device, reference.Model, all);
        for (int c = 0; c < all.Rows; c += 17)
        {
            DenseMatrix<float> alone = LayoutProjection.Place(SmallReference.Device, reference.Model, new DenseMatrix<float>(1, all.Columns, all.Row(c).ToArray()));
            Assert.Equal(places.Row(c).ToArray(), alone.Values);
        }
    }

    [Fact]
    public void Place_Weights_AreThoseOfSmoothDistances()
    {
        SmallReference reference = Made.Value;
        DenseMatrix<float> all = Embedding(reference);
        DenseMatrix<float> places = LayoutProjection.Place(SmallReference.Device, reference.Model, all);
        int k = reference.Model.Parameters.LayoutNeighbors;
        for (int c = 0; c < all.Rows; c += 11)
        {
            (double Distance, int Cell)[] nearest = [.. Enumerable.Range(0, reference.Model.Cells.Count).Select(r => (Distance(all.Row(c), reference.Model.Embedding.Row(r)), r)).Order().Take(k)];
            // The width by plain bisection.
            double low = 0, high = 1e6;
            for (int i = 0; i < 200; i++)
            {
                double middle = (low + high) / 2;
                if (nearest.Skip(1).Sum(n => Math.Exp(-n.Distance / middle)) > Math.Log2(k)) high = middle;
                else low = middle;
            }

            double[] weights = [.. nearest.Select(n => Math.Exp(-n.Distance / low))];
            for (int axis = 0; axis < 2; axis++)
            {
                double expected = nearest.Select((n, i) => weights[i] * reference.Model.Cells.Layout[n.Cell, axis]).Sum() / weights.Sum();
                Close.Relative(expected, places[c, axis], 1e-4, 1e-3);
            }
        }
    }

    [Fact]
    public void Place_CellsAtOnePoint_LieAtTheirMean()
    {
        SmallReference reference = Made.Value;
        int d = reference.Model.Dimensions, cells = reference.Model.Cells.Count;
        var same = reference.Model with { Embedding = new DenseMatrix<float>(cells, d), Parameters = reference.Model.Parameters with { LayoutNeighbors = 4 } };
        DenseMatrix<float> place = LayoutProjection.Place(SmallReference.Device, same, new DenseMatrix<float>(1, d));
        Close.Relative(Enumerable.Range(0, 4).Average(c => (double)same.Cells.Layout[c, 0]), place[0, 0], 1e-6);
        DenseMatrix<float> far = LayoutProjection.Place(SmallReference.Device, reference.Model, new DenseMatrix<float>(1, d, [.. Enumerable.Repeat(1e6f, d)]));
        Assert.All(far.Values, v => Assert.True(float.IsFinite(v)));
    }

    private static DenseMatrix<float> Embedding(SmallReference reference) => reference.Transfer(reference.Read(reference.Source(9))).Embedding;

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
