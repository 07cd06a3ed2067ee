using GpuCqa.Core.Errors;

namespace GpuCqa.Client.Results;

/// <summary>A table or matrix, whole.</summary>
/// <param name="Name">Name of the result.</param>
/// <param name="RowCount">Rows.</param>
/// <param name="Columns">Columns.</param>
public sealed record ResultTable(string Name, int RowCount, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>A column.</summary>
    /// <exception cref="NotFoundException">There is none of the name.</exception>
    public ResultColumn this[string column] => Columns.FirstOrDefault(c => c.Name == column)
        ?? throw new NotFoundException($"The table '{Name}' has no column '{column}'; the columns are {string.Join(", ", Columns.Select(c => c.Name))}.");

    /// <summary>A column of numbers.</summary>
    public double[] Numbers(string column) => this[column].ToDoubles();

    /// <summary>A column of texts.</summary>
    /// <exception cref="InvalidOperationException">They are numbers.</exception>
    public string[] Texts(string column) => this[column].Values as string[] ?? throw new InvalidOperationException($"The column '{column}' holds numbers.");
}
