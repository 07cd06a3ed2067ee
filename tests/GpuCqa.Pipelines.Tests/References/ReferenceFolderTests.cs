using System.Text;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.References;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.References;

public class ReferenceFolderTests
{
    private static readonly Lazy<ReferenceModel> Plain = new(() => SmallReference.Discover(SmallReference.Parameters with { Align = "none" }).Reference!);
    private static readonly Lazy<ReferenceModel> Aligned = new(() => SmallReference.Discover(SmallReference.Parameters with { Align = "harmony" }).Reference!);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reference_WrittenAndRead_IsTheSameToTheBit(bool aligned)
    {
        using var place = new TemporaryFolder();
        ReferenceModel model = WithCalibration((aligned ? Aligned : Plain).Value);
        string hash = ReferenceFolder.Write(place.File("a"), model);
        ReferenceModel read = ReferenceFolder.Read(place.File("a"));

        Assert.Equal(hash, read.Hash);
        Assert.Equal(aligned, File.Exists(place.File("a/embedding.npy")));
        Assert.Equal(model.Modality, read.Modality);
        Assert.Equivalent(model.Parameters, read.Parameters, strict: true);
        Assert.Equivalent(model.Alignment, read.Alignment, strict: true);
        Assert.Equal(model.Alignment.Objective, read.Alignment.Objective);
        Assert.Equal(model.Genes.Ids, read.Genes.Ids);
        Assert.Equal(model.Genes.Names, read.Genes.Names);
        Assert.Equal(model.Genes.Types, read.Genes.Types);
        Assert.Equal(model.Pca.Genes, read.Pca.Genes);
        Same(model.Pca.Means, read.Pca.Means);
        Same(model.Pca.Deviations, read.Pca.Deviations);
        Same(model.Pca.Loadings, read.Pca.Loadings);
        Same(model.Pca.StandardDeviations, read.Pca.StandardDeviations);
        Same([model.Pca.Clip, model.Pca.TotalVariance, model.Soft.Sigma], [read.Pca.Clip, read.Pca.TotalVariance, read.Soft.Sigma]);
        Same(model.Soft.Centroids, read.Soft.Centroids);
        Same(model.Soft.Sizes, read.Soft.Sizes);
        Same(model.Soft.Sums, read.Soft.Sums);
        Assert.Equivalent(model.Lots, read.Lots, strict: true);
        Assert.Equal(model.Thresholds, read.Thresholds);
        Assert.Equal(model.Cells.Barcodes, read.Cells.Barcodes);
        Assert.Equal(model.Cells.Lots, read.Cells.Lots);
        Same(model.Cells.TotalCounts, read.Cells.TotalCounts);
        Assert.Equal(model.Cells.DetectedGenes, read.Cells.DetectedGenes);
        Same(model.Cells.MitoPercent, read.Cells.MitoPercent);
        Same(model.Cells.Layout, read.Cells.Layout);
        Same(model.Projections, read.Projections);
        Same(model.Embedding, read.Embedding);
        Same(model.SharedNeighbors, read.SharedNeighbors);
        Assert.Equal(model.Clusterings.Count, read.Clusterings.Count);
        foreach ((var before, var after) in model.Clusterings.Zip(read.Clusterings))
        {
            Assert.Equal((before.Algorithm, before.Resolution, before.Clusters, before.Quality), (after.Algorithm, after.Resolution, after.Clusters, after.Quality));
            Assert.Equal(before.Labels, after.Labels);
        }

        Assert.Equal(model.StoredGenes, read.StoredGenes);
        Same(model.StoredValues.Whole(), read.StoredValues.Whole());
        for (int r = 0; r < model.ClusterSums.Count; r++) Same(model.ClusterSums[r], read.ClusterSums[r]);
        Assert.Equivalent(model.Hypotheses, read.Hypotheses, strict: true);
        Assert.Equivalent(model.Calibration, read.Calibration with { Known = [] }, strict: true);
        Assert.Equal(model.LeftOut!.Known.Select(k => k.Values), read.Calibration.Known.Select(k => k.Values));
        Assert.Equal(model.LeftOut.Shifts, read.LeftOut!.Shifts);
        Assert.Equal(model.Warnings, read.Warnings);

        Assert.Equal(hash, ReferenceFolder.Write(place.File("b"), read));
        AssertSameFiles(place.File("a"), place.File("b"));
    }

    [Fact]
    public void Discovery_OnOneAndOnTwoThreads_MakesTheSameReference()
    {
        using var place = new TemporaryFolder();
        foreach (string align in (string[])["none", "harmony"])
        {
            string one = ReferenceFolder.Write(place.File(align + 1), SmallReference.Discover(SmallReference.Parameters with { Align = align }, 1).Reference!);
            string two = ReferenceFolder.Write(place.File(align + 2), SmallReference.Discover(SmallReference.Parameters with { Align = align }, 2).Reference!);
            Assert.Equal(one, two);
            AssertSameFiles(place.File(align + 1), place.File(align + 2));
        }
    }

    [Fact]
    public void Hash_OfChangedContent_IsAnother()
    {
        using var place = new TemporaryFolder();
        ReferenceModel model = Plain.Value;
        ReferenceModel[] others =
        [
            model with { Parameters = model.Parameters with { Alpha = 0.01 } },
            model with { Hypotheses = [model.Hypotheses[0] with { Direction = -model.Hypotheses[0].Direction }] },
            model with { Hypotheses = [model.Hypotheses[0] with { Marker = model.Hypotheses[0].Marker! with { Threshold = Math.BitIncrement(model.Hypotheses[0].Marker!.Threshold) } }] },
            model with { Cells = model.Cells with { MitoPercent = [Math.BitIncrement(model.Cells.MitoPercent[0]), .. model.Cells.MitoPercent[1..]] } },
            model with { Pca = model.Pca with { Means = [.. model.Pca.Means[..^1], Math.BitDecrement(model.Pca.Means[^1])] } },
            model with { Genes = model.Genes with { Names = ["another", .. model.Genes.Names[1..]] } },
            model with { Lots = [model.Lots[0] with { Donor = "another" }, .. model.Lots.Skip(1)] },
            model with { Warnings = ["another"] },
            WithCalibration(model),
        ];
        string[] hashes = [.. others.Append(model).Append(model with { Hash = "of no account" }).Select((m, i) => ReferenceFolder.Write(place.File($"r{i}"), m))];
        Assert.Equal(hashes[^1], hashes[^2]);
        Assert.Equal(others.Length + 1, hashes.Distinct().Count());
        Assert.All(hashes, h => Assert.Matches("^[0-9a-f]{64}$", h));
    }

    [Fact]
    public void File_WithAnyByteChanged_IsNamed()
    {
        using var place = new TemporaryFolder();
        string folder = place.File("r");
        ReferenceFolder.Write(folder, Aligned.Value);
        var random = new Random(5);
        foreach (string file in Directory.GetFiles(folder))
        {
            byte[] whole = File.ReadAllBytes(file);
            for (int i = 0; i < 3; i++)
            {
                byte[] changed = [.. whole];
                changed[i == 0 ? 0 : i == 1 ? whole.Length - 1 : random.Next(whole.Length)] ^= 1;
                File.WriteAllBytes(file, changed);
                Assert.Contains(file, Assert.Throws<BadDataException>(() => ReferenceFolder.Verify(folder)).Message, StringComparison.Ordinal);
                Assert.Contains(file, Assert.Throws<BadDataException>(() => ReferenceFolder.Read(folder)).Message, StringComparison.Ordinal);
            }

            File.WriteAllBytes(file, whole[..^1]);
            Assert.Contains(file, Assert.Throws<BadDataException>(() => ReferenceFolder.Inspect(folder)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(file, whole);
        }

        Assert.Equal(ReferenceFolder.Read(folder).Hash, ReferenceFolder.Verify(folder).Hash);
    }

    [Fact]
    public void File_ThatIsMissingOrTooMany_IsNamed()
    {
        using var place = new TemporaryFolder();
        string folder = place.File("r");
        ReferenceFolder.Write(folder, Plain.Value);
        string extra = Path.Combine(folder, "notes.txt"), gone = Path.Combine(folder, "pca_loadings.npy");
        File.WriteAllText(extra, "mine");
        Assert.StartsWith(extra, Assert.Throws<BadDataException>(() => ReferenceFolder.Inspect(folder)).Message, StringComparison.Ordinal);
        File.Delete(extra);
        File.Delete(gone);
        Assert.Equal($"{gone}: is missing.", Assert.Throws<BadDataException>(() => ReferenceFolder.Inspect(folder)).Message);
    }

    [Fact]
    public void Format_OfAnotherVersion_SaysBoth()
    {
        using var place = new TemporaryFolder();
        ReferenceFolder.Write(place.Path, Plain.Value);
        string json = place.File("reference.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"format\": 1,", "\"format\": 7,", StringComparison.Ordinal));
        var error = Assert.Throws<PreconditionException>(() => ReferenceFolder.Read(place.Path));
        Assert.Contains("format 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("format 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"format\": \"one\"}")]
    [InlineData("{\"format\": 1}")]
    [InlineData("not json")]
    public void Document_ThatIsNone_IsBadData(string text)
    {
        using var place = new TemporaryFolder();
        File.WriteAllText(place.File("reference.json"), text, new UTF8Encoding(false));
        Assert.Contains("reference.json", Assert.Throws<BadDataException>(() => ReferenceFolder.Inspect(place.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_WithoutAReference_IsNotFound()
    {
        using var place = new TemporaryFolder();
        Assert.Throws<NotFoundException>(() => ReferenceFolder.Locate(place.Path));
        Assert.Throws<NotFoundException>(() => ReferenceFolder.Locate(place.File("none")));
        ReferenceFolder.Write(place.File("reference"), Plain.Value);
        Assert.Equal(place.File("reference"), ReferenceFolder.Locate(place.Path));
    }

    private static ReferenceModel WithCalibration(ReferenceModel model) => model with
    {
        Calibration = new Calibration("symphony", [new ClassLimits(0, 1, 17, 0.1 + 0.2, double.NegativeInfinity, double.NaN, 1e-300, 0)], [[[1, 2, 3], [4, 5, long.MaxValue]]]),
    };

    private static void AssertSameFiles(string first, string second)
    {
        string[] names = [.. Directory.GetFiles(first).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, Directory.GetFiles(second).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.True(File.ReadAllBytes(Path.Combine(first, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, name))), name));
    }

    private static void Same(double[] expected, double[] actual) => Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));

    private static void Same(DenseMatrix<double> expected, DenseMatrix<double> actual)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Same(expected.Values, actual.Values);
    }

    private static void Same(DenseMatrix<float> expected, DenseMatrix<float> actual)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.Equal(expected.Values.Select(BitConverter.SingleToInt32Bits), actual.Values.Select(BitConverter.SingleToInt32Bits));
    }

    private static void Same<T>(CsrMatrix<T> expected, CsrMatrix<T> actual) where T : unmanaged
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.Equal(expected.RowOffsets, actual.RowOffsets);
        Assert.Equal(expected.ColumnIndices[..(int)expected.NonZeros], actual.ColumnIndices);
        Assert.Equal(expected.Values[..(int)expected.NonZeros], actual.Values);
    }
}
