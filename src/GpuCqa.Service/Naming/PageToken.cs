using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Naming;

/// <summary>Pages of a list that is ordered by a key: a token names the last key seen, and the list that it belongs to.</summary>
public static class PageToken
{
    private const int ScopeBytes = 8;

    /// <summary>Page size that a request means.</summary>
    /// <exception cref="InvalidParameterException">The size is negative.</exception>
    public static int Size(int requested) => requested switch
    {
        < 0 => throw new InvalidParameterException($"page_size is {requested}; expected 0 to 1000."),
        0 => 50,
        _ => Math.Min(requested, 1000),
    };

    /// <summary>Token of the page after a key.</summary>
    public static string After(string scope, string key) => Base64Url.EncodeToString([.. Hash(scope), .. Encoding.UTF8.GetBytes(key)]);

    /// <summary>The key after which a page begins; empty for the first page.</summary>
    /// <exception cref="InvalidParameterException">The token is damaged or of another list.</exception>
    public static string Key(string scope, string token)
    {
        if (token.Length == 0) return "";
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(token);
        }
        catch (FormatException)
        {
            bytes = [];
        }

        if (bytes.Length <= ScopeBytes || !bytes.AsSpan(0, ScopeBytes).SequenceEqual(Hash(scope))) throw new InvalidParameterException("page_token is not from the previous page of this list.");
        return Encoding.UTF8.GetString(bytes.AsSpan(ScopeBytes));
    }

    /// <summary>One page of a list in memory.</summary>
    /// <returns>The items and the next page's token, empty at the end.</returns>
    public static (IReadOnlyList<T> Items, string Next) Page<T>(IEnumerable<T> items, Func<T, string> key, string scope, int requested, string token)
    {
        string after = Key(scope, token);
        int size = Size(requested);
        T[] found = items.OrderBy(key, StringComparer.Ordinal).SkipWhile(i => after.Length > 0 && string.CompareOrdinal(key(i), after) <= 0).Take(size + 1).ToArray();
        return found.Length <= size ? (found, "") : (found[..size], After(scope, key(found[size - 1])));
    }

    private static byte[] Hash(string scope) => SHA256.HashData(Encoding.UTF8.GetBytes(scope))[..ScopeBytes];
}
