using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class VectorTests
{
    private static readonly string[] Groups = ["spearman", "spearman_ci", "rng", "multiplicity", "proportion", "compositional", "combine", "marker", "enrichment", "lolo"];

    public static TheoryData<string> Ids => new(VectorFile.Vectors.Keys);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Vector_EveryExpectedField_Agrees(string id)
    {
        JsonElement vector = VectorFile.Vectors[id];
        List<string> mismatches = VectorComparer.Mismatches(vector.GetProperty("expected"), VectorCases.Compute(id), vector.Number("rel_tol"));
        Assert.True(mismatches.Count == 0, $"{id}:\n{string.Join('\n', mismatches)}");
    }

    [Fact]
    public void Vectors_OfTheNamedGroups_AreAllHereAndAllComputed()
    {
        foreach (string group in Groups)
        {
            int listed = VectorFile.Vectors.Values.Count(v => v.GetProperty("group").GetString() == group);
            Assert.Equal(VectorFile.Meta.GetProperty("counts").GetProperty(group).GetInt32(), listed);
        }

        Assert.Equal(VectorFile.Vectors.Keys.Order(), VectorCases.All.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Vector_AnyFalsifiedNumber_IsRejected(string id)
    {
        JsonElement vector = VectorFile.Vectors[id];
        Dictionary<string, object?> actual = VectorCases.Compute(id);
        string text = vector.GetProperty("expected").GetRawText();
        int leaves = Leaves(JsonNode.Parse(text)!).Count;
        Assert.True(leaves > 0);
        for (int i = 0; i < leaves; i++)
        {
            JsonNode changed = JsonNode.Parse(text)!;
            JsonNode leaf = Leaves(changed)[i];
            leaf.ReplaceWith(Falsified(leaf));
            using JsonDocument document = JsonDocument.Parse(changed.ToJsonString());
            Assert.NotEmpty(VectorComparer.Mismatches(document.RootElement, actual, vector.Number("rel_tol")));
        }
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
