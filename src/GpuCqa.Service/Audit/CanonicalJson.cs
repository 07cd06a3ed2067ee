using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Service.Audit;

/// <summary>JSON in one spelling only: keys sorted by code point, no spaces, characters as they are but for quotes, backslashes and controls (what Python's json.dumps writes with sort_keys, separators and ensure_ascii=False).</summary>
public static class CanonicalJson
{
    // UTF-16 has the characters above U+FFFF before those from U+E000 on.
    private static readonly Comparer<string> ByCodePoint = Comparer<string>.Create((a, b) =>
    {
        int at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length || at == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[at]).CompareTo(Rank(b[at]));
        static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
    });

    /// <summary>UTF-8 bytes of a value.</summary>
    public static byte[] Bytes(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        // Halves of a character that no UTF-8 can hold become its replacement mark.
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                string open = "{";
                foreach ((string name, JsonNode? inner) in map.OrderBy(p => p.Key, ByCodePoint))
                {
                    text.Append(open);
                    Write(text, name);
                    text.Append(':');
                    Write(text, inner);
                    open = ",";
                }

                text.Append(map.Count == 0 ? "{}" : "}");
                break;
            case JsonArray list:
                text.Append('[');
                for (int i = 0; i < list.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Write(text, list[i]);
                }

                text.Append(']');
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                Write(text, scalar.GetValue<string>());
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                text.Append(CanonicalNumber.Of(scalar.ToJsonString()));
                break;
            default:
                text.Append(value?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => null,
            });
            if (c is >= ' ' and not '"' and not '\\') text.Append(c);
        }

        text.Append('"');
    }
}
