using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Pipelines.Qualifications.Vectors;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Qualifications;

/// <summary>The vectors of the domain: what other programs computed of the same numbers.</summary>
public class VectorTests
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Dictionary<string, object?>>> Computed = new();

    public static TheoryData<string> Ids => new(VectorFile.Vectors.Keys);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Vector_EveryExpectedField_Agrees(string id)
    {
        string[] mismatches = [.. Mismatches(id, VectorFile.Vectors[id].GetProperty("expected"))];
        Assert.True(mismatches.Length == 0, $"{id}:\n{string.Join('\n', mismatches)}");
    }

    [Fact]
    public void Vectors_OfEveryGroup_AreAllHereAndAllComputed()
    {
        foreach (JsonProperty group in VectorFile.Meta.GetProperty("counts").EnumerateObject())
            Assert.Equal(group.Value.GetInt32(), VectorFile.Vectors.Values.Count(v => v.GetProperty("group").GetString() == group.Name));
        Assert.Equal(VectorFile.Vectors.Keys.Order(), VectorCases.All.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Vector_AnyFalsifiedNumber_IsRejected(string id)
    {
        string text = VectorFile.Vectors[id].GetProperty("expected").GetRawText();
        int leaves = Leaves(JsonNode.Parse(text)!).Count;
        Assert.True(leaves > 0);
        for (int i = 0; i < leaves; i++)
        {
            JsonNode changed = JsonNode.Parse(text)!;
            JsonNode leaf = Leaves(changed)[i];
            leaf.ReplaceWith(Falsified(leaf));
            using JsonDocument document = JsonDocument.Parse(changed.ToJsonString());
            Assert.NotEmpty(Mismatches(id, document.RootElement));
        }
    }

    private static IEnumerable<string> Mismatches(string id, JsonElement expected)
    {
        Dictionary<string, object?> computed = Computed.GetOrAdd(id, _ => new(() => VectorCases.All[id](VectorFile.Vectors[id].GetProperty("inputs")))).Value;
        return VectorComparer.Compare(id, expected, computed, VectorFile.Vectors[id].Number("rel_tol")).Where(v => !v.Agrees).Select(v => $"{v.Field}: computed {v.Found}, expected {v.Expected}");
    }

    private static JsonNode Falsified(JsonNode leaf)
    {
        if (leaf.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return JsonValue.Create(!leaf.GetValue<bool>());
        if (leaf.GetValueKind() == JsonValueKind.String) return leaf.GetValue<string>() + "1";
        string raw = leaf.ToJsonString();
        if (long.TryParse(raw, out long whole)) return JsonValue.Create(whole + 1);
        double value = leaf.GetValue<double>();
        // Below 1e-12 everything agrees by the rule of the vectors, so tiny numbers are moved out of that range.
        return JsonValue.Create(value + Math.Max(1e-4 * Math.Abs(value), 1e-9));
    }

    private static List<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!)).ToList(),
        JsonArray a => a.Where(n => n is not null).SelectMany(n => Leaves(n!)).ToList(),
        _ => [node],
    };
}
