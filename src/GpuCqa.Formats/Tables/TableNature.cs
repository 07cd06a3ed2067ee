using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Tables;

/// <summary>Tells tables of measurements of cells from others that look alike: shares of states in lots, counts of genes, principal components.</summary>
internal static partial class TableNature
{
    private const int FewestColumns = 10, Shown = 3;
    private const double MostZeros = 0.3, Enough = 0.5;

    /// <summary>What every row of a table of compositions sums to, 1 or 100, or null: the whole table was seen, and no row of it is of another sum.</summary>
    public static int? SumOfShares(FeatureTableSample sample, int[] features)
    {
        if (!sample.IsWhole || sample.Rows < 2 || features.Length < 2) return null;
        int sum = 0;
        for (int r = 0; r < sample.Rows; r++)
        {
            double total = 0;
            foreach (int c in features)
            {
                if (sample.Value(r, c) is not >= 0) return null;
                total += sample.Value(r, c);
            }

            int nearest = Math.Abs(total - 1) <= 0.01 ? 1 : Math.Abs(total - 100) <= 1 ? 100 : 0;
            if (nearest == 0 || (sum != 0 && nearest != sum)) return null;
            sum = nearest;
        }

        return sum;
    }

    /// <summary>Refuses genes x cells.</summary>
    /// <exception cref="BadDataException">The rows are named like genes, or the columns like cells.</exception>
    public static void RefuseGenesByCells(string path, FeatureTableSample sample, int[] ids, int[] features)
    {
        string[] columns = [.. features.Select(c => sample.Names[c])];
        string[] rows = ids is [0] ? [.. sample.Firsts] : [];
        bool cells = Share(columns, Barcode()) >= Enough && columns.Length >= 2, genes = rows.Length >= 2 && (Share(rows, GeneId()) >= Enough || (Share(rows, Mitochondrial()) > 0 && AreCounts(sample, features, out _)));
        if (!cells && !genes) return;
        string seen = genes && cells ? $"its rows are named like genes ({First(rows)}), its columns like cells ({First(columns)})"
            : genes ? $"its rows are named like genes ({First(rows.Where(r => GeneId().IsMatch(r) || Mitochondrial().IsMatch(r)))})" : $"its columns are named like cells ({First(columns)})";
        throw new BadDataException(path, "line 1",
            $"this looks like genes x cells: {seen}{(sample.HeaderShort ? ", and the header is one field short, as R writes a matrix" : "")}. A table has one row a cell; counts of genes are best given as a 10x folder or h5ad, measurements turned (R: t(x))");
    }

    /// <summary>Warns of features that are no measurements of their own kind: counts of genes, axes of an embedding.</summary>
    public static void Warn(string path, FeatureTableSample sample, int[] features, CellFileOptions options)
    {
        string[] axes = [.. features.Select(c => sample.Names[c]).Where(n => Axis().IsMatch(n))];
        if (axes.Length >= 2)
        {
            options.Undermined?.Invoke(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {axes.Length} of {features.Length} features look like principal components or axes of a map ({First(axes)}), not measurements: they follow from the cells they were computed of, so that axes of lots computed apart mean different things, and each is scaled as if it weighed the same. Give the measurements or counts."));
        }

        if (options.Modality is not null || features.Length < FewestColumns || !AreCounts(sample, features, out double zeros)) return;
        string[] names = [.. features.Select(c => sample.Names[c])];
        if (zeros < MostZeros && Share(names, GeneId()) < Enough) return;
        options.Undermined?.Invoke($"{path}: all values are whole numbers{(zeros >= MostZeros ? ", many of them 0," : "")} as counts of genes are; a table is read as measurements, so that they are not normalized by the counts of a cell. Give counts as a 10x folder or h5ad; if rows are genes here, the table must be turned first.");
    }

    private static bool AreCounts(FeatureTableSample sample, int[] features, out double zeros)
    {
        long none = 0;
        zeros = 0;
        if (sample.Rows == 0) return false;
        for (int r = 0; r < sample.Rows; r++)
        {
            foreach (int c in features)
            {
                double value = sample.Value(r, c);
                if (value is not >= 0 || value != Math.Floor(value)) return false;
                if (value == 0) none++;
            }
        }

        zeros = none / ((double)sample.Rows * features.Length);
        return true;
    }

    private static double Share(string[] names, Regex pattern) => names.Length == 0 ? 0 : names.Count(n => pattern.IsMatch(n)) / (double)names.Length;

    private static string First(IEnumerable<string> names) => string.Join(", ", names.Take(Shown).Select(n => $"'{n}'"));

    [GeneratedRegex(@"(^|[^A-Za-z])[ACGT]{10,}([^A-Za-z]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Barcode();

    [GeneratedRegex(@"^ENS[A-Z]*G\d{5,}(\.\d+)?([_|].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex GeneId();

    [GeneratedRegex(@"^(MT|mt|Mt)-\w+$", RegexOptions.CultureInvariant)]
    private static partial Regex Mitochondrial();

    [GeneratedRegex(@"^(x_|obsm[_.])?(pca?|umap|t-?sne|harmony|scvi|latent|lsi|phate|dc|ic|lv|ica|nmf|mds|svd|dim|component|comp|principal[ _.]?component|diffmap|embedding)[ _.-]*\d+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Axis();
}
