namespace GpuCqa.Pipelines.Associations;

/// <summary>Columns that say what a lot is or can do.</summary>
internal interface ILotAttributes
{
    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>Names of the columns.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>A value as text, empty when it is missing, and where it stands.</summary>
    /// <exception cref="Core.Errors.BadDataException">The lot has more than one value.</exception>
    (string Text, string Place) Value(string lot, string column);

    /// <summary>An optional column (donor, batch) in any case; null when there is none, it is empty, or it is not the same throughout a lot.</summary>
    string? Optional(string lot, string column);
}
