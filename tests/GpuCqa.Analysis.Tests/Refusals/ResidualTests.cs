using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Refusals;

/// <summary>The fast forms of mixtures, residuals and order statistics against plain ones in float64.</summary>
public sealed class ResidualTests
{
    [Fact]
    public void ClassMixture_RandomCells_HasTheWeightsOfThePlainAlgorithm() => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        int compared = 0;
        foreach ((int classes, int genes) in new[] { (1, 5), (3, 40), (9, 700), (28, 333) })
        {
            ClassProfiles profiles = Profiles(ref random, classes, genes);
            var mixture = new ClassMixture(profiles);
            for (int cell = 0; cell < 30; cell++)
            {
                (int[] columns, float[] counts) = Counts(ref random, genes, 1 + random.NextInt32(genes));
                mixture.Fit(columns, counts);
                (double[] expected, double[] before) = Plain(profiles, columns, counts);
                Close.Relative(1, mixture.Weights.Sum(), 1e-12);
                // Where a weight is at a limit, rounding decides which side it falls on.
                double[] sorted = [.. before.OrderDescending()];
                if (sorted.Any(w => Math.Abs(w - 0.03) < 1e-4) || (classes > 3 && sorted[2] - sorted[3] < 1e-4)) continue;
                compared++;
                for (int k = 0; k < classes; k++) Assert.InRange(mixture.Weights[k], expected[k] - 1e-4, expected[k] + 1e-4);
            }
        }

        Assert.True(compared > 90, $"{compared} of 120 cells could be compared");
    });

    [Fact]
    public void LotResiduals_Products_AreThoseOfTheDenseMatrix() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 3);
        var made = new MadeCells(seed);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 3, 120).Reference)!;
        // More cells than one part of the sums.
        CsrMatrix<float> lot = made.Lot(60, MadeCells.Ordinary(1100));
        DenseMatrix<float> explained = model.Explain(device, lot);
        // Parts of whole counts take few bytes; fractions, and counts above those, are copied as they are.
        CsrMatrix<float>[] copied = seed == Seeds.OfThisRun[0] ? [Scaled(lot, 0.5f), Scaled(lot, 20_000)] : [];
        foreach (CsrMatrix<float> counts in (CsrMatrix<float>[])[lot, .. copied]) ProductsAreThoseOfTheDenseMatrix(device, model, counts, explained, seed);
    });

    private static void ProductsAreThoseOfTheDenseMatrix(ComputeDevice device, StrangenessModel model, CsrMatrix<float> lot, DenseMatrix<float> explained, ulong seed)
    {
        LotCells cells = LotCells.Of(lot);
        LotResiduals residuals = LotResiduals.Of(device, model, cells, explained, LotSums.Of(cells, explained));
        int[] copied = [.. Enumerable.Range(0, lot.Rows).Where(i => i % 7 != 3)];
        ResidualRows rows = residuals.Rows(copied);
        DenseMatrix<double>[] dense = [.. KnownPrograms.Powers.Select(p => Dense(model, lot, explained, p))];
        int[] some = [.. Enumerable.Range(0, lot.Rows).Where(i => i % 13 != 5 && i % 7 != 3)];
        double[][] directions = residuals.NewDirections(), back = residuals.NewDirections();
        var random = new Philox(seed, RandomPurpose.Test);
        foreach (double[] v in directions)
            for (int g = 0; g < v.Length; g++) v[g] = random.NextNormal();
        var scores = new LaneTable(copied.Length);
        ProductTables tables = residuals.NewTables();
        int[] rowsOf = Array.ConvertAll(some, i => Array.BinarySearch(copied, i));
        residuals.Prepare(directions, tables);
        residuals.Times(tables, rows, rowsOf, scores);
        residuals.TransposeTimes(scores, rows, rowsOf, tables, back);
        for (int j = 0; j < LotResiduals.Width; j++)
        {
            DenseMatrix<double> r = dense[j / LotResiduals.Lanes];
            double[] product = new double[lot.Rows], transposed = new double[lot.Columns];
            foreach (int i in some)
                for (int g = 0; g < r.Columns; g++) product[i] += r[i, g] * directions[j][g];
            foreach (int i in some)
                for (int g = 0; g < r.Columns; g++) transposed[g] += r[i, g] * product[i];
            AssertNear([.. some.Select(i => product[i])], [.. rowsOf.Select(n => (double)scores.Row(n)[j])]);
            AssertNear(transposed, back[j]);
        }
    }

    private static IEnumerable<CsrMatrix<float>> Cut(IReadOnlyList<CsrMatrix<float>> blocks, int each)
    {
        var rows = new CsrRowBuffer<float>(blocks[0].Columns);
        foreach (CsrMatrix<float> block in blocks)
        {
            for (int r = 0; r < block.Rows; r++)
            {
                rows.Append(block.RowIndices(r), block.RowValues(r));
                if (rows.Rows == each) yield return rows.Take();
            }
        }

        if (rows.Rows > 0) yield return rows.Take();
    }

    private static CsrMatrix<float> Scaled(CsrMatrix<float> matrix, float by) => new(matrix.Rows, matrix.Columns, matrix.RowOffsets, matrix.ColumnIndices, Array.ConvertAll(matrix.Values, x => x * by));

    [Fact]
    public void LeftOutStrangeness_AnyNumberOfThreads_HasTheSameBits()
    {
        var made = new MadeCells(8);
        (LeftOutStrangeness Found, int Threads)[] all = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            using ComputeDevice device = ComputeDevices.Open("cpu", threads);
            (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = made.Reference(device, 4, 140);
            return (LeftOutStrangeness.Of(device, reference, values)!, threads);
        })];
        foreach ((LeftOutStrangeness found, _) in all.Skip(1))
        {
            Assert.Equal(all[0].Found.Lots, found.Lots);
            Assert.Equal(all[0].Found.Shared, found.Shared);
            Assert.Equal(all[0].Found.Shifts, found.Shifts);
            Assert.Equal(all[0].Found.Classes, found.Classes);
            Assert.Equal(all[0].Found.Known.Select(k => k.Values), found.Known.Select(k => k.Values));
        }

        Assert.Contains(all[0].Found.Shared, s => s > 1);
    }

    [Fact]
    public void LeftOutStrangeness_CellsInBlocksOfAnySize_HasTheSameBits()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = new MadeCells(12).Reference(device, 3, 150);
        LeftOutStrangeness expected = LeftOutStrangeness.Of(device, reference, values)!;
        foreach (int each in new[] { 1, 37, 200, 1000 })
        {
            using var shelf = new BlockShelf(device, CellRoom.InMemory());
            foreach (CsrMatrix<float> block in Cut(values, each)) shelf.Add(block);
            LeftOutStrangeness found = LeftOutStrangeness.Of(device, reference, shelf)!;
            Assert.Equal(expected.Lots, found.Lots);
            Assert.Equal(expected.Shared, found.Shared);
            Assert.Equal(expected.Shifts, found.Shifts);
            Assert.Equal(expected.Classes, found.Classes);
            Assert.Equal(expected.Known.Select(k => k.Values), found.Known.Select(k => k.Values));
        }
    }

    [Fact]
    public void Explain_CellsOfOtherGenes_IsRefused()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        StrangenessModel model = StrangenessModel.Of(new MadeCells(5).Reference(device, 2, 60).Reference)!;
        foreach (int genes in new[] { MadeCells.Genes - 1, MadeCells.Genes + 1 })
        {
            var rows = new CsrRowBuffer<float>(genes);
            rows.Append([0], [1]);
            CsrMatrix<float> cells = rows.Take();
            Assert.Contains($"{MadeCells.Genes}", Assert.Throws<ArgumentException>(() => model.Explain(device, cells)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => model.Of(device, cells));
        }
    }

    // With this seed no cell of the reference has a count of one of the genes.
    [Fact]
    public void Explain_GeneThatNoReferenceCellHas_ExplainsCellsThatHaveIt()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        var made = new MadeCells(1038);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 2, 100).Reference)!;
        DenseMatrix<float> explained = model.Explain(device, made.Lot(60, MadeCells.Ordinary(230)));
        for (int i = 0; i < explained.Rows; i++) Assert.Equal(1, explained.Row(i).ToArray().Sum(), 1e-5f);
    }

    [Fact]
    public void LotResiduals_CellsPartByPart_HaveTheScoresOfAllAtOnce() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 2, 100).Reference)!;
        CsrMatrix<float> lot = made.Lot(60, MadeCells.Ordinary(230));
        using var shelf = new BlockShelf(device, CellRoom.InMemory());
        foreach (CsrMatrix<float> block in Cut([lot], 40)) shelf.Add(block);
        int[] all = [.. Enumerable.Range(0, lot.Rows)];
        LaneTable[] found = [.. new[] { LotCells.Of(lot), LotCells.Of(shelf, all) }.Select(cells =>
        {
            DenseMatrix<float> explained = model.Explain(device, cells);
            LotResiduals residuals = LotResiduals.Of(device, model, cells, explained, LotSums.Of(cells, explained));
            ProductTables tables = residuals.NewTables();
            double[][] directions = residuals.NewDirections();
            var random = new Philox(seed, RandomPurpose.Test);
            foreach (double[] v in directions)
                for (int g = 0; g < v.Length; g++) v[g] = random.NextNormal();
            residuals.Prepare(directions, tables);
            var scores = new LaneTable(lot.Rows);
            foreach (ResidualRows rows in residuals.AllRows()) residuals.Times(tables, rows, null, scores, rows.Cells);
            return scores;
        })];
        Assert.Equal(found[0].All.ToArray(), found[1].All.ToArray());
        Assert.Contains(found[0].All.ToArray(), x => x != 0);
    });

    [Fact]
    public void CalibrationTargets_Even_TakesCellsFromTheWholeLot()
    {
        int[] cells = [.. Enumerable.Range(0, 9_001).Select(i => 3 * i)];
        Assert.Same(cells, CalibrationTargets.Even(cells, 9_001));
        int[] some = CalibrationTargets.Even(cells, 4_000);
        Assert.Equal(4_000, some.Distinct().Count());
        Assert.Equal(0, some[0]);
        Assert.InRange(some[^1], 3 * 8_997, 3 * 9_000);
        for (int i = 1; i < some.Length; i++) Assert.InRange(some[i] - some[i - 1], 6, 9);
    }

    [Fact]
    public void OrderStatistics_RobustAndSize_AreThoseOfSortedValues() => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        for (int n = 1; n < 60; n++)
        {
            // Whole numbers, so that many are equal; among them zeros of either sign.
            double[] values = new double[n];
            for (int i = 0; i < n; i++) values[i] = n % 3 == 0 ? Math.Round(3 * random.NextNormal()) : 1e-3 * random.NextNormal();
            double center = OrderStatistics.Median(values), spread = 1.4826 * OrderStatistics.Median(values.Select(v => Math.Abs(v - center)));
            (double found, double width) = OrderStatistics.Robust([.. values.Order()]);
            Close.Relative(center, found, 1e-12);
            Close.Relative(spread, width, 1e-12);
            double[] sizes = [.. values.Select(Math.Abs).Order()];
            for (int place = 0; place < n; place++) Assert.Equal(sizes[place], OrderStatistics.Size(values, place));
        }
    });

    private static void AssertNear(double[] expected, double[] found)
    {
        // Sums of many terms in float32: the error is of their size, not of what is left of them.
        double size = Math.Sqrt(expected.Average(x => x * x));
        for (int i = 0; i < expected.Length; i++) Assert.InRange(found[i], expected[i] - (2e-4 * size), expected[i] + (2e-4 * size));
    }

    // c_i a_g (min(x_ig, cap_g) - t_i b_g sum_k w_ik s_kg), as the summary of LotResiduals says.
    private static DenseMatrix<double> Dense(StrangenessModel model, CsrMatrix<float> lot, DenseMatrix<float> explained, double power)
    {
        int cells = lot.Rows, genes = lot.Columns;
        var expected = new DenseMatrix<double>(cells, genes);
        double[] totals = [.. Enumerable.Range(0, cells).Select(i => lot.RowValues(i).ToArray().Sum(x => (double)x))], sums = new double[genes], counts = new double[genes];
        for (int i = 0; i < cells; i++)
        {
            for (int g = 0; g < genes; g++)
            {
                for (int k = 0; k < model.Profiles.Classes; k++) expected[i, g] += totals[i] * explained[i, k] * model.Profiles.Rows[k][g];
                sums[g] += expected[i, g];
            }

            for (int e = 0; e < lot.RowIndices(i).Length; e++) counts[lot.RowIndices(i)[e]] += lot.RowValues(i)[e];
        }

        var result = new DenseMatrix<double>(cells, genes);
        for (int g = 0; g < genes; g++)
        {
            double factor = (counts[g] + 5) / (sums[g] + 5), mean = Math.Max(sums[g] * factor / cells, 0.03), deviation = Math.Sqrt(mean * (1 + (mean / model.Theta)));
            double weight = Math.Pow(deviation, -power) * Math.Pow(mean / deviation, power - 1), cap = Math.Ceiling(mean + (4 * deviation));
            for (int i = 0; i < cells; i++)
            {
                int at = lot.RowIndices(i).IndexOf(g);
                double x = at < 0 ? 0 : lot.RowValues(i)[at];
                result[i, g] = Math.Sqrt(totals.Average() / totals[i]) * weight * (Math.Min(x, cap) - (factor * expected[i, g]));
            }
        }

        return result;
    }

    private static ClassProfiles Profiles(ref Philox random, int classes, int genes)
    {
        var sums = new DenseMatrix<double>(classes, genes);
        for (int i = 0; i < sums.Values.Length; i++) sums.Values[i] = Math.Round(3000 * Math.Exp(random.NextNormal()));
        return ClassProfiles.Of(sums);
    }

    private static (int[] Genes, float[] Counts) Counts(ref Philox random, int genes, int wanted)
    {
        var taken = new SortedDictionary<int, float>();
        for (int n = 0; n < wanted; n++)
        {
            int g = random.NextInt32(genes);
            taken[g] = 1 + random.NextInt32(6);
        }

        return ([.. taken.Keys], [.. taken.Values]);
    }

    // Expectation and maximization gene by gene, then at most three classes of at least 3 %.
    private static (double[] Kept, double[] Before) Plain(ClassProfiles profiles, int[] genes, float[] counts)
    {
        int classes = profiles.Classes;
        double[] weights = [.. Enumerable.Repeat(1.0 / classes, classes)];
        for (int round = 0; round < 8; round++)
        {
            double[] next = new double[classes];
            for (int e = 0; e < genes.Length; e++)
            {
                double sum = 0;
                for (int k = 0; k < classes; k++) sum += weights[k] * profiles.Rows[k][genes[e]];
                for (int k = 0; k < classes; k++) next[k] += counts[e] * weights[k] * profiles.Rows[k][genes[e]] / sum;
            }

            weights = [.. next.Select(w => w / next.Sum())];
        }

        double limit = Math.Max(0.03, classes > 3 ? weights.OrderDescending().ElementAt(2) : 0), all = weights.Where(w => w >= limit).Sum();
        return ([.. weights.Select(w => w >= limit ? w / all : 0)], weights);
    }
}
