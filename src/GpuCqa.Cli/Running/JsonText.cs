using System.Text.Encodings.Web;
using System.Text.Json;

namespace GpuCqa.Cli.Running;

/// <summary>How JSON is printed for people.</summary>
public static class JsonText
{
    /// <summary>Indented, with characters beyond ASCII as they are.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
