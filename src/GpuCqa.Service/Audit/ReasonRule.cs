using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;
using GpuCqa.Service.Doors.Access;
using Microsoft.Extensions.Primitives;

namespace GpuCqa.Service.Audit;

/// <summary>Why a call is made, as its metadata says, and which calls must say it.</summary>
public sealed class ReasonRule
{
    /// <summary>Stands for keys made and revoked on the command line.</summary>
    public const string Keys = "keys";

    private const string BinaryKey = ReasonText.Key + "-bin";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HashSet<string> methods;

    /// <summary>From the configuration.</summary>
    public ReasonRule(AuditOptions options) => methods = options.ReasonFor.SelectMany(Methods).ToHashSet(StringComparer.Ordinal);

    /// <summary>The recorded methods that a word stands for: those whose name it is, or whose name begins with it as the verb.</summary>
    public static IEnumerable<string> Methods(string word) => MethodTable.Methods.Where(m => MethodTable.Find(m)!.Trace != Trace.Refusals
        && m[(m.LastIndexOf('/') + 1)..] is var name && (name.Equals(word, StringComparison.OrdinalIgnoreCase) || Verb(name).Equals(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The reason of a call, or null.</summary>
    /// <exception cref="InvalidParameterException">It is not one.</exception>
    public static string? Of(HttpContext call)
    {
        StringValues plain = call.Request.Headers[ReasonText.Key], binary = call.Request.Headers[BinaryKey];
        if (plain.Count + binary.Count > 1) throw new InvalidParameterException($"The metadata {ReasonText.Key} is given more than once.");
        return plain.Count == 1 ? ReasonText.Checked(ReasonText.Key, Ascii(plain[0] ?? "")) : ReasonText.Checked(BinaryKey, Text(binary.Count == 1 ? binary[0] ?? "" : ""));
    }

    /// <summary>Refuses a call that must say why and does not.</summary>
    /// <exception cref="InvalidParameterException">Names the metadata.</exception>
    public void Require(string method, string? reason)
    {
        if (reason is null && methods.Contains(method))
            throw new InvalidParameterException($"{method[(method.LastIndexOf('/') + 1)..]} takes a reason on this service: one line in the metadata {ReasonText.Key} (ASCII) or {BinaryKey} (UTF-8), or --reason on the command line.");
    }

    private static string Verb(string name) => name[..(1 + name.Skip(1).TakeWhile(char.IsAsciiLetterLower).Count())];

    private static string Ascii(string value) => value.All(c => c is >= ' ' and <= '~') ? value
        : throw new InvalidParameterException($"{ReasonText.Key} holds other characters than printable ASCII; give such a text as UTF-8 in {BinaryKey}.");

    private static string Text(string base64)
    {
        try
        {
            return Utf8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new InvalidParameterException($"{BinaryKey} is not UTF-8 in Base64.", error);
        }
    }
}
