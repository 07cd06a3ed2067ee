using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Compute;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Results of the benchmarks as text and as JSON.</summary>
internal static class BenchmarkTable
{
    /// <summary>One line of text.</summary>
    public static string Line(BenchmarkResult result)
    {
        string host = result.OnHost.Count == 0 ? "" : $" [on the host: {string.Join(", ", result.OnHost)}]";
        if (!result.Checked) return string.Create(CultureInfo.InvariantCulture, $"{result.Name,-10} WRONG: differs from the reference by {result.Difference:G3}; not timed");
        string rate = result.Unit switch
        {
            "B/s" => string.Create(CultureInfo.InvariantCulture, $"{result.Rate / 1e9,9:F1} GB/s"),
            "FLOP/s" => string.Create(CultureInfo.InvariantCulture, $"{result.Rate / 1e12,9:F3} TFLOP/s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{result.Rate,9:G3} /s"),
        };
        string share = result.Share is { } s ? string.Create(CultureInfo.InvariantCulture, $", {s:P0} of {result.Ceiling}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{result.Name,-10} {result.Median,9:F4} s {rate}{share}  ({result.Size}; fastest {result.Fastest:F4} s){host}");
    }

    /// <summary>The whole run.</summary>
    public static JsonObject Json(DeviceInfo device, string scale, int repeats, DeviceCeilings ceilings, IReadOnlyList<BenchmarkResult> results) => new()
    {
        ["device"] = new JsonObject
        {
            ["kind"] = device.Kind,
            ["description"] = device.Description,
            ["driver"] = device.Driver,
            ["packages"] = device.Packages,
            ["libraries"] = device.Libraries,
        },
        ["scale"] = scale,
        ["repeats"] = repeats,
        ["ceilings"] = new JsonObject
        {
            ["copy_gb_s"] = ceilings.CopyBytesPerSecond / 1e9,
            ["gemm_f32_tflop_s"] = ceilings.Gemm32 / 1e12,
            ["gemm_f64_tflop_s"] = ceilings.Gemm64 / 1e12,
            ["gemm_by"] = ceilings.GemmBy,
        },
        ["operations"] = new JsonArray([.. results.Select(Json)]),
    };

    private static JsonObject Json(BenchmarkResult result) => new()
    {
        ["name"] = result.Name,
        ["size"] = result.Size,
        ["checked"] = result.Checked,
        ["largest_relative_difference"] = Finite(result.Difference),
        ["seconds_fastest"] = Finite(result.Fastest),
        ["seconds_median"] = Finite(result.Median),
        ["rate"] = Finite(result.Rate),
        ["unit"] = result.Unit,
        ["share_of_ceiling"] = result.Share,
        ["ceiling"] = result.Ceiling,
        ["work_counted"] = result.Counted,
        ["on_host"] = new JsonArray([.. result.OnHost.Select(o => (JsonNode)o)]),
    };

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;
}
