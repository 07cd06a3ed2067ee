using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.GeneSets;
using GpuCqa.Formats.States;

namespace GpuCqa.Service.Datasets;

/// <summary>
/// Opens the files of a dataset as an analysis will, and says what it finds in their headers. What no analysis could ever read is an error; what one with the
/// default options would refuse is a note that begins with <see cref="Refused"/>, since other options may read it.
/// </summary>
public static class DatasetHeaders
{
    /// <summary>How a note begins that an analysis with the default options would end with.</summary>
    public const string Refused = "Refused as it stands: ";

    /// <summary>What the format of gene sets is called.</summary>
    public const string GeneSets = "gene-sets";

    private const int FirstRows = 64;

    private const long MostGeneSetBytes = 64L << 20;

    /// <summary>Format and notes of files of cells.</summary>
    /// <param name="files">The files.</param>
    /// <param name="path">Where the readers find them: a file or a folder.</param>
    /// <exception cref="BadDataException">They are not cells that GpuCqa reads.</exception>
    public static (string Format, IReadOnlyList<string> Notes) OfCells(IReadOnlyList<StoredFile> files, string path)
    {
        var notes = new List<string>();
        string format = files.Count > 1 ? "10x-folder" : CellLabels.IsH5ad(path) ? "hdf5" : files[0].Path.Contains(".mtx", StringComparison.OrdinalIgnoreCase) ? "matrix-market" : "table";
        try
        {
            CellSource source = CellFiles.Open(path, new CellFileOptions { Note = notes.Add });
            if (source.IsOfPlates) format = "cellprofiler";
            notes.AddRange(Obstacles(source, format).Select(o => Refused + o));
        }
        catch (Exception error) when (error is NotFoundException or InvalidParameterException)
        {
            // Sound, but of several genomes or layers: whoever reads it says which.
            notes.Add(Refused + error.Message);
        }

        return (format, notes);
    }

    /// <summary>Format and notes of files of states. What their columns mean, the analysis says.</summary>
    /// <inheritdoc cref="OfCells"/>
    public static (string Format, IReadOnlyList<string> Notes) OfStates(IReadOnlyList<StoredFile> files, string path)
    {
        if (files.Count > 1) throw new BadDataException(path, null, "states stand in one table or one h5ad; found several files");
        CellLabels.Check(path);
        IReadOnlyList<string> columns = CellLabels.ColumnsOf(path);
        bool isH5ad = CellLabels.IsH5ad(path);
        return (isH5ad ? "states-hdf5" : "states-table",
            columns.Count > 1 ? [] : [$"{Refused}it has one column ({columns[0]}); states need one that names the lot and another that names the state or holds its share or number."]);
    }

    /// <summary>Format and notes of a file of gene sets, which is read whole.</summary>
    /// <inheritdoc cref="OfCells"/>
    public static (string Format, IReadOnlyList<string> Notes) OfGeneSets(IReadOnlyList<StoredFile> files, string path)
    {
        if (files.Count > 1) throw new BadDataException(path, null, "gene sets stand in one GMT file; found several files");
        if (files[0].Size > MostGeneSetBytes) throw new BadDataException(path, null, $"has {files[0].Size} bytes; gene sets have at most {MostGeneSetBytes}");
        return (GeneSets, GmtFile.Read(path).Notes);
    }

    private static IEnumerable<string> Obstacles(CellSource source, string format)
    {
        string[] ids = source.Features.Ids;
        if (ids.Length == 0) yield return "it has no features.";
        if (source.CellCount == 0) yield return "it has no cells.";
        if (source.EntryCount == 0) yield return "it has no value other than zero.";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (ids.FirstOrDefault(i => !seen.Add(i)) is { } twice) yield return $"the feature id '{twice}' occurs more than once; ids must be unique to join lots.";
        if (format == "table" && FirstCells(source) is { } spoilt) yield return spoilt;
    }

    // A table has no header that says what its rows hold.
    private static string? FirstCells(CellSource source)
    {
        try
        {
            _ = source.ReadBlocks(FirstRows).FirstOrDefault();
            return null;
        }
        catch (BadDataException error)
        {
            return error.Message;
        }
    }
}
