using System.Globalization;
using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Tenx;

/// <summary>A 10x folder in Cell Ranger's v3 layout that is written part by part.</summary>
/// <remarks>
/// Parts may be packed by any number of threads and are appended in order by one. Each file is one gzip member. The matrix says how many
/// entries it has before the first of them, so its body is kept aside and copied behind the head at the end. Memory: the part at hand.
/// </remarks>
public sealed class TenxFolderOutput : IDisposable
{
    private readonly string folder;
    private readonly int features;
    private readonly string aside;
    private readonly PackedTextFile barcodes;
    private readonly FileStream body;
    private PackedSums sums;
    private long cells, entries;

    private TenxFolderOutput(string folder, FeatureTable features)
    {
        this.folder = folder;
        this.features = features.Count;
        Directory.CreateDirectory(folder);
        using (var file = new PackedTextFile(Path.Combine(folder, "features.tsv.gz")))
        {
            file.Append(PackedText.Of(Lines(features), last: true));
            file.Finish();
        }

        aside = MatrixPath + ".part";
        barcodes = new PackedTextFile(Path.Combine(folder, "barcodes.tsv.gz"));
        body = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite);
    }

    private string MatrixPath => Path.Combine(folder, "matrix.mtx.gz");

    /// <summary>Begins a folder.</summary>
    /// <param name="folder">The folder; made if it does not exist, its three files replaced.</param>
    /// <param name="features">The genes; without types all are "Gene Expression".</param>
    /// <exception cref="PreconditionException">The folder cannot be written.</exception>
    public static TenxFolderOutput Create(string folder, FeatureTable features) => Guarded(folder, () => new TenxFolderOutput(folder, features));

    /// <summary>Adds cells behind those that are there.</summary>
    /// <exception cref="PreconditionException">The disk refused, for instance because it is full.</exception>
    public void Append(TenxPart part) => Guarded(folder, () =>
    {
        sums.Add(part.Matrix);
        barcodes.Append(part.Barcodes);
        body.Write(part.Matrix.Bytes);
        cells += part.Cells;
        entries += part.Entries;
        return true;
    });

    /// <summary>Writes the head of the matrix and ends the files.</summary>
    /// <exception cref="PreconditionException">The disk refused.</exception>
    public void Finish() => Guarded(folder, () =>
    {
        barcodes.Finish();
        using var matrix = new PackedTextFile(MatrixPath);
        string head = string.Create(CultureInfo.InvariantCulture, $"%%MatrixMarket matrix coordinate integer general\n%\n{features} {cells} {entries}\n");
        matrix.Append(PackedText.Of(Encoding.ASCII.GetBytes(head), last: false));
        body.Position = 0;
        matrix.Append(body, sums);
        matrix.Finish();
        return true;
    });

    /// <summary>Closes the files; without <see cref="Finish"/> the folder is left without a matrix.</summary>
    public void Dispose()
    {
        // A full disk shows again when what is buffered is written out on closing; the first refusal has been reported.
        Quietly(barcodes.Dispose);
        Quietly(body.Dispose);
        Quietly(() => File.Delete(aside));
    }

    private static byte[] Lines(FeatureTable features)
    {
        var text = new StringBuilder();
        for (int g = 0; g < features.Count; g++) text.Append(features.Ids[g]).Append('\t').Append(features.Names[g]).Append('\t').Append(features.Types?[g] ?? CellFileOptions.GeneExpression).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static T Guarded<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        // .NET reports a file that outgrows what its system allows as an argument out of range.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new PreconditionException($"{folder}: cannot be written: {error.Message}", error);
        }
    }

    private static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // See Dispose.
        }
    }
}
