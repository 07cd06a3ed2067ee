using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Core.Audit;

/// <summary>JSON in one spelling only: keys sorted by code point, no spaces, characters as they are but for quotes, backslashes and controls (what Python's json.dumps writes with sort_keys, separators and ensure_ascii=False).</summary>
public static class CanonicalJson
{
    // Exponents from which Python writes d.ddde+XX.
    private const int Small = -5, Large = 16;

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
                text.Append(Number(scalar.ToJsonString()));
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

    // Integers as they are, others as the shortest decimal that reads back the same, as Python writes them.
    private static string Number(string json)
    {
        if (json.AsSpan().IndexOfAny('.', 'e', 'E') < 0) return json == "-0" ? "0" : json;
        double value = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return json;
        (string digits, int exponent) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (double.IsNegative(value) ? "-" : "") + exponent switch
        {
            <= Small or >= Large => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture)}",
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
        };
    }

    // The digits without zeros around them, and the power of ten of the first.
    private static (string Digits, int Exponent) Digits(string text)
    {
        string[] parts = text.Split('E');
        string[] halves = parts[0].Split('.');
        string all = string.Concat(halves), digits = all.TrimStart('0');
        if (digits.Length == 0) return ("0", 0);
        int power = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        return (digits.TrimEnd('0'), halves[0].Length - 1 - (all.Length - digits.Length) + power);
    }
}
