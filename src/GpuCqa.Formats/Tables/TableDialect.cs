using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tables;

/// <summary>Finds the delimiter of a table.</summary>
internal static class TableDialect
{
    /// <summary>The most frequent of tab, comma and semicolon in the first line, outside quotes; by the file's ending when there is none.</summary>
    public static char DelimiterOf(string path)
    {
        int tabs = 0, commas = 0, semicolons = 0;
        bool quoted = false;
        foreach (byte b in InputFile.Peek(path, 256 * 1024))
        {
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b is (byte)'\n' or (byte)'\r' && tabs + commas + semicolons > 0) break;
            if (b == '\t') tabs++;
            if (b == ',') commas++;
            if (b == ';') semicolons++;
        }

        if (tabs + commas + semicolons == 0) return path.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        return tabs >= commas && tabs >= semicolons ? '\t' : commas >= semicolons ? ',' : ';';
    }
}
