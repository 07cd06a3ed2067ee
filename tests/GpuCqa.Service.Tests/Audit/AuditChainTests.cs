using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Service.Audit;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

public class AuditChainTests
{
    // Three entries with hashes that two other implementations agree on (domain vector AUDIT-01).
    [Fact]
    public void Chain_PublishedVector_Agrees()
    {
        string[] entries =
        [
            """{"actor":"a.sato","op":"import","seq":1,"ts":"2026-01-05T09:00:00Z"}""",
            """{"ts":"2026-01-05T09:02:10Z","seq":2,"params":{"seed":42,"k":30,"resolution":0.8},"op":"cluster","actor":"a.sato"}""",
            """{ "op": "sign", "meaning": "reviewed", "actor": "m.ito", "seq": 3, "ts": "2026-01-05T10:00:00Z" }""",
        ];
        string[] expected =
        [
            "2300cb99446ab904854d2d50137029e9f9fb95b7c1918196f0d606c046adf3f2", "724080db2e720127214d7d0f3b8f5cc85ca4b642b8966d01b95b41b716d6ff11", "e9f655740d6e46680e00aef4da7dc341e6330a916e32a9c35c0619508e3b9b11",
        ];
        string hash = AuditChain.Zero;
        for (int i = 0; i < entries.Length; i++) Assert.Equal(expected[i], hash = AuditChain.Next(hash, CanonicalJson.Bytes(JsonNode.Parse(entries[i]))));
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\n\r\t\b\f\u0001\u001f\u007f", "\"\\n\\r\\t\\b\\f\\u0001\\u001f\u007f\"")]
    [InlineData("細胞 é 😀 <&'+", "\"細胞 é 😀 <&'+\"")]
    public void Text_Canonical_IsPythons(string text, string json) => Assert.Equal(json, Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonValue.Create(text))));

    [Fact]
    public void Values_Canonical_AreSortedWithoutSpaces() => Assert.Equal(
        """{"A":[],"a":{},"b":[1,null,true,{"x":"y"}]}""", Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse("""{ "b": [1, null, true, {"x": "y"}], "a": {}, "A": [] }"""))));

    [Fact]
    public void Line_TakenApart_IsWhatWasPutTogether()
    {
        byte[] entry = "{\"a\":1}"u8.ToArray();
        string hash = AuditChain.Next(AuditChain.Zero, entry);
        AuditLine line = AuditLine.Read(AuditLine.Bytes(entry, hash))!.Value;
        Assert.True(line.Follows(AuditChain.Zero));
        Assert.Equal(entry, line.Entry.ToArray());
        Assert.Null(AuditLine.Read("{\"entry\":{},\"hash\":\"12\"}"u8.ToArray()));
    }
}
