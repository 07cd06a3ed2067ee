using GpuCqa.Analysis.Results;

namespace GpuCqa.Reporting.Tables;

/// <summary>A table of rows of one type, built column by column.</summary>
internal sealed class Table<TRow>(string file, string description, Func<DiscoveryResult, IEnumerable<TRow>> rows) : TableDefinition(file, description)
{
    private readonly List<ColumnDefinition> columns = [];
    private readonly List<Func<DiscoveryResult, IEnumerable<(string Name, Action<CsvWriter, TRow> Write)>>> writers = [];

    public override IReadOnlyList<ColumnDefinition> Columns => columns;

    public Table<TRow> Text(string name, string description, Func<TRow, string?> value) =>
        Add(name, "text", description, (csv, row) => csv.Text(value(row)));

    public Table<TRow> Integer(string name, string description, Func<TRow, long?> value) =>
        Add(name, "integer", description, (csv, row) => csv.Integer(value(row)));

    public Table<TRow> Number(string name, string description, Func<TRow, double> value) =>
        Add(name, "number", description, (csv, row) => csv.Number(value(row)));

    public Table<TRow> Single(string name, string description, Func<TRow, float> value) =>
        Add(name, "number", description, (csv, row) => csv.Number(value(row)));

    /// <summary>As many number columns as <paramref name="names"/> yields for a result.</summary>
    public Table<TRow> Numbers(string pattern, string description, Func<DiscoveryResult, IEnumerable<string>> names, Func<TRow, int, double> value) =>
        AddMany(pattern, "number", description, names, (csv, row, i) => csv.Number(value(row, i)));

    /// <summary>As many integer columns as <paramref name="names"/> yields for a result.</summary>
    public Table<TRow> Integers(string pattern, string description, Func<DiscoveryResult, IEnumerable<string>> names, Func<TRow, int, long> value) =>
        AddMany(pattern, "integer", description, names, (csv, row, i) => csv.Integer(value(row, i)));

    public override void Write(DiscoveryResult result, TextWriter output, CancellationToken cancellation = default)
    {
        var csv = new CsvWriter(output);
        var all = writers.SelectMany(w => w(result)).ToArray();
        foreach (var column in all) csv.Text(column.Name);
        csv.EndRow();
        int written = 0;
        foreach (TRow row in rows(result))
        {
            if ((written++ & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            foreach (var column in all) column.Write(csv, row);
            csv.EndRow();
        }
    }

    private Table<TRow> Add(string name, string type, string description, Action<CsvWriter, TRow> write)
    {
        columns.Add(new ColumnDefinition(name, type, description));
        writers.Add(_ => [(name, write)]);
        return this;
    }

    private Table<TRow> AddMany(string pattern, string type, string description, Func<DiscoveryResult, IEnumerable<string>> names, Action<CsvWriter, TRow, int> write)
    {
        columns.Add(new ColumnDefinition(pattern, type, description));
        writers.Add(result => names(result).Select((name, i) => (name, (Action<CsvWriter, TRow>)((csv, row) => write(csv, row, i)))));
        return this;
    }
}
