using GpuCqa.Core.Errors;

namespace GpuCqa.Service.References;

/// <summary>Texts that callers give to references.</summary>
internal static class ReferenceText
{
    private const int Longest = 1000;

    /// <summary>Refuses what does not fit on a line.</summary>
    /// <exception cref="InvalidParameterException">It is too long, or holds control characters.</exception>
    public static void Check(string field, string value)
    {
        if (value.Length > Longest || value != value.Trim() || value.Any(char.IsControl))
            throw new InvalidParameterException($"{field}: a text is longer than {Longest} characters, begins or ends with a space, or holds control characters.");
    }
}
