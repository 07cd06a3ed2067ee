using Google.Protobuf.Collections;

namespace GpuCqa.Client.Calls;

/// <summary>Reads lists to their end.</summary>
internal static class Pages
{
    public static async Task<IReadOnlyList<T>> AllAsync<T>(Func<string, Task<(RepeatedField<T> Items, string Next)>> page)
    {
        var all = new List<T>();
        string token = "";
        do
        {
            (RepeatedField<T> items, token) = await page(token).ConfigureAwait(false);
            all.AddRange(items);
        }
        while (token.Length > 0);
        return all;
    }
}
