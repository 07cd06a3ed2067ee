using GpuCqa.Api.V1;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Results;

/// <summary>Where a handler writes what it found: tables row by row, and files.</summary>
public sealed class ResultOutput : IDisposable
{
    private readonly Dictionary<string, TableWriter> tables = new(StringComparer.Ordinal);

    /// <summary>Writes below a folder that is not there yet.</summary>
    public ResultOutput(string root)
    {
        Places = new ResultPlaces(root);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>A temporary folder; files that are written below it, also in sub-folders, become the result's files.</summary>
    public string Folder => Places.Files;

    /// <summary>A folder for what is needed while computing only; it is no part of the result.</summary>
    public string Scratch => Directory.CreateDirectory(Places.Scratch).FullName;

    internal ResultPlaces Places { get; }

    /// <summary>Begins a table; several may be open at a time.</summary>
    /// <param name="name">Last segment of its resource name: [a-z][a-z0-9-]{0,62}.</param>
    /// <param name="columns">Columns, as <see cref="Columns"/> makes them.</param>
    public TableWriter Table(string name, params ColumnSchema[] columns)
    {
        ResourceId.Checked("name", name);
        if (columns.Length == 0 || columns.Any(c => c.Width < 1 || (c.Width > 1 && c.ElementType == ElementType.Utf8))) throw new ArgumentException($"'{name}' has a column of no width, or of several texts.", nameof(columns));
        if (tables.ContainsKey(name)) throw new ArgumentException($"There is a table '{name}' already.", nameof(name));
        return tables[name] = new TableWriter(name, columns, Places.Table(name), Places.TableBlocks(name));
    }

    /// <summary>Brings everything to the disk and says what is there; nothing may be written afterwards.</summary>
    /// <exception cref="InvalidOperationException">A table was not closed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    public ResultManifest Complete(CancellationToken cancellation)
    {
        if (tables.Values.FirstOrDefault(t => t.Stored is null) is { } open) throw new InvalidOperationException($"The table '{open.Name}' was not closed.");
        if (Directory.Exists(Places.Scratch)) Directory.Delete(Places.Scratch, recursive: true);
        var files = new List<ResultManifest.File>();
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(Folder, file);
            files.Add(new ResultManifest.File(path.Replace(Path.DirectorySeparatorChar, '/'), BlockListWriter.Seal(file, Places.FileBlocks(path), cancellation)));
        }

        foreach (string folder in Directory.EnumerateDirectories(Places.Root, "*", SearchOption.AllDirectories)) DirectoryFlush.Run(folder);
        DirectoryFlush.Run(Places.Root);
        return new ResultManifest([.. tables.Values.Select(t => t.Stored!).OrderBy(t => t.Name, StringComparer.Ordinal)], [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Closes what is open and removes what was not taken into the store.</summary>
    public void Dispose()
    {
        foreach (TableWriter table in tables.Values) table.Abandon();
        if (Directory.Exists(Places.Root)) Directory.Delete(Places.Root, recursive: true);
    }
}
