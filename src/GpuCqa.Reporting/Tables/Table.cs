using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

/// <summary>A table of rows of one type, built column by column; it exists for results that are a <typeparamref name="TResult"/>: a verb's result, or a part that several have.</summary>
internal sealed class Table<TResult, TRow>(string file, Said meaning, string description, Func<TResult, IEnumerable<TRow>> rows) : TableDefinition(file, description, meaning)
    where TResult : class
{
    private readonly List<ColumnDefinition> columns = [];
    private readonly List<Func<TResult, IEnumerable<(string Name, Action<CsvWriter, TRow> Write)>>> writers = [];

    public override IReadOnlyList<ColumnDefinition> Columns => columns;

    /// <summary>Whether a result has the table.</summary>
    public Func<TResult, bool> When { get; init; } = _ => true;

    public Table<TResult, TRow> Text(string name, string description, Func<TRow, string?> value) =>
        Add(name, "text", description, (csv, row) => csv.Text(value(row)));

    public Table<TResult, TRow> Integer(string name, string description, Func<TRow, long?> value) =>
        Add(name, "integer", description, (csv, row) => csv.Integer(value(row)));

    public Table<TResult, TRow> Number(string name, string description, Func<TRow, double> value) =>
        Add(name, "number", description, (csv, row) => csv.Number(value(row)));

    public Table<TResult, TRow> Single(string name, string description, Func<TRow, float> value) =>
        Add(name, "number", description, (csv, row) => csv.Number(value(row)));

    /// <summary>As many number columns as <paramref name="names"/> yields for a result.</summary>
    public Table<TResult, TRow> Numbers(string pattern, string description, Func<TResult, IEnumerable<string>> names, Func<TRow, int, double> value) =>
        AddMany(pattern, "number", description, names, (csv, row, i) => csv.Number(value(row, i)));

    /// <summary>As many text columns as <paramref name="names"/> yields for a result.</summary>
    public Table<TResult, TRow> Texts(string pattern, string description, Func<TResult, IEnumerable<string>> names, Func<TRow, int, string?> value) =>
        AddMany(pattern, "text", description, names, (csv, row, i) => csv.Text(value(row, i)));

    /// <summary>As many integer columns as <paramref name="names"/> yields for a result.</summary>
    public Table<TResult, TRow> Integers(string pattern, string description, Func<TResult, IEnumerable<string>> names, Func<TRow, int, long> value) =>
        AddMany(pattern, "integer", description, names, (csv, row, i) => csv.Integer(value(row, i)));

    public override bool IsIn(AnalysisResult result) => result is TResult part && When(part);

    public override bool IsOf(Type resultType) => typeof(TResult).IsAssignableFrom(resultType);

    public override void Write(AnalysisResult result, TextWriter output, CancellationToken cancellation = default)
    {
        TResult part = result as TResult ?? throw new ArgumentException($"A result of {result.Verb} has no {File}.", nameof(result));
        var csv = new CsvWriter(output);
        var all = writers.SelectMany(w => w(part)).ToArray();
        foreach (var column in all) csv.Text(column.Name);
        csv.EndRow();
        int written = 0;
        foreach (TRow row in rows(part))
        {
            if ((written++ & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            foreach (var column in all) column.Write(csv, row);
            csv.EndRow();
        }
    }

    private Table<TResult, TRow> Add(string name, string type, string description, Action<CsvWriter, TRow> write)
    {
        columns.Add(new ColumnDefinition(name, type, description));
        writers.Add(_ => [(name, write)]);
        return this;
    }

    private Table<TResult, TRow> AddMany(string pattern, string type, string description, Func<TResult, IEnumerable<string>> names, Action<CsvWriter, TRow, int> write)
    {
        columns.Add(new ColumnDefinition(pattern, type, description));
        writers.Add(result => names(result).Select((name, i) => (name, (Action<CsvWriter, TRow>)((csv, row) => write(csv, row, i)))));
        return this;
    }
}
