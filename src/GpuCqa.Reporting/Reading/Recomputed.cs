using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Results that are a function of what their folder holds are made again when it is read.</summary>
internal static class Recomputed
{
    /// <summary>The result, when its tables are those of the folder to the byte.</summary>
    /// <exception cref="BadDataException">A table differs: it was changed, or another version computes something else.</exception>
    public static T Checked<T>(FolderFiles files, T result) where T : AnalysisResult
    {
        foreach (TableDefinition table in ResultTables.Of(result))
        {
            if (!files.Bytes(table.File).AsSpan().SequenceEqual(table.Bytes(result)))
                throw new BadDataException(files.PathOf(table.File), null, "is not what this version computes from the parameters of the folder: the table was changed, or the folder was written by another version. Run the command of provenance.json again.");
        }

        return result;
    }
}
