using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Share of each gene among the molecules of each class of reference cells.</summary>
public sealed class ClassProfiles
{
    // Molecules with which the profile of all cells is added to that of a class, so that a gene which a small class happens to lack is not impossible.
    private const double Prior = 20_000;

    private ClassProfiles(int classes, int genes, float[][] rows)
    {
        (Classes, Genes, Rows) = (classes, genes, rows);
        ByGene = new float[(long)genes * classes];
        for (int k = 0; k < classes; k++)
            for (int g = 0; g < genes; g++) ByGene[((long)g * classes) + k] = rows[k][g];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of genes.</summary>
    public int Genes { get; }

    /// <summary>classes, each genes long: shares, then zeros up to <see cref="Pad"/>.</summary>
    internal float[][] Rows { get; }

    /// <summary>genes x classes, row-major: the same shares.</summary>
    internal float[] ByGene { get; }

    /// <summary>Length of a row of so many genes: whole vectors.</summary>
    internal static int Pad(int genes) => (genes + 7) / 8 * 8;

    /// <summary>Profiles from sums of counts.</summary>
    /// <param name="sums">classes x genes, sums of raw counts, float64; a class without counts has no profile.</param>
    /// <exception cref="ArgumentException">No class has counts.</exception>
    public static ClassProfiles Of(DenseMatrix<double> sums)
    {
        int genes = sums.Columns;
        double[] all = new double[genes], totals = new double[sums.Rows];
        for (int k = 0; k < sums.Rows; k++)
        {
            ReadOnlySpan<double> row = sums.Row(k);
            for (int g = 0; g < genes; g++)
            {
                all[g] += row[g];
                totals[k] += row[g];
            }
        }

        double total = totals.Sum();
        if (!(total > 0)) throw new ArgumentException("No class has counts.", nameof(sums));
        // A gene of no count at all is as rare as half a molecule.
        double rest = total + (0.5 * genes);
        float[][] rows =
        [
            .. Enumerable.Range(0, sums.Rows).Where(k => totals[k] > 0).Select(k =>
            {
                double scale = 1 / (totals[k] + Prior);
                var row = new float[Pad(genes)];
                for (int g = 0; g < genes; g++) row[g] = (float)((sums[k, g] + (Prior * (all[g] + 0.5) / rest)) * scale);
                return row;
            }),
        ];
        return new ClassProfiles(rows.Length, genes, rows);
    }
}
