namespace GpuCqa.Core.Errors;

/// <summary>An input file is damaged or holds what its format forbids.</summary>
public sealed class BadDataException : GpuCqaException
{
    /// <summary>Names file, place and finding.</summary>
    /// <param name="file">The file as the user gave it.</param>
    /// <param name="place">Line, key or entry ("line 12", "/matrix/indptr", "cell 3"), or null when it is the whole file.</param>
    /// <param name="finding">What was found, and what was expected.</param>
    /// <param name="inner">The error that revealed it, if any.</param>
    public BadDataException(string file, string? place, string finding, Exception? inner = null)
        : base(ErrorReason.BadData, place is null ? $"{file}: {finding}" : $"{file}: {place}: {finding}", inner)
    {
        File = file;
        Place = place;
    }

    /// <summary>The file as the user gave it.</summary>
    public string File { get; }

    /// <summary>Line, key or entry, or null.</summary>
    public string? Place { get; }
}
