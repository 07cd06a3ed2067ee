using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses.Records;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses.Calls;

/// <summary>Pages of analyses, newest first.</summary>
public static class AnalysisPages
{
    /// <summary>One page of a list.</summary>
    /// <param name="scope">The list.</param>
    /// <param name="requested">Page size that was asked for.</param>
    /// <param name="token">Page token.</param>
    /// <param name="list">Up to a number of analyses older than one.</param>
    /// <returns>The analyses and the next page's token, empty at the end.</returns>
    /// <exception cref="InvalidParameterException">The size or the token is wrong.</exception>
    public static (IReadOnlyList<AnalysisRecord> Page, string Next) Page(string scope, int requested, string token, Func<long, int, IReadOnlyList<AnalysisRecord>> list)
    {
        int size = PageToken.Size(requested);
        string key = PageToken.Key(scope, token);
        long before = key.Length == 0 ? long.MaxValue
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out long ordinal) ? ordinal : throw new InvalidParameterException("page_token is not from the previous page of this list.");
        IReadOnlyList<AnalysisRecord> found = list(before, size + 1);
        return found.Count <= size ? (found, "") : ([.. found.Take(size)], PageToken.After(scope, found[size - 1].Ordinal.ToString(CultureInfo.InvariantCulture)));
    }
}
