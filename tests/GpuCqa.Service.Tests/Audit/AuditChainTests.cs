using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
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
        string hash = AuditLine.Zero;
        for (int i = 0; i < entries.Length; i++) Assert.Equal(expected[i], hash = AuditLine.Next(hash, CanonicalJson.Bytes(JsonNode.Parse(entries[i]))));
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\n\r\t\b\f\u0001\u001f\u007f", "\"\\n\\r\\t\\b\\f\\u0001\\u001f\u007f\"")]
    [InlineData("細胞 é 😀 <&'+", "\"細胞 é 😀 <&'+\"")]
    public void Text_Canonical_IsPythons(string text, string json) => Assert.Equal(json, Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonValue.Create(text))));

    // What json.dumps(json.loads(number)) gives.
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("1E+15", "1000000000000000.0")]
    [InlineData("1E+16", "1e+16")]
    [InlineData("1.5E+22", "1.5e+22")]
    [InlineData("1E-05", "1e-05")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00012345", "0.00012345")]
    [InlineData("123456.789", "123456.789")]
    [InlineData("1234567890123456.7", "1234567890123456.8")]
    [InlineData("12345678901234567.8", "1.2345678901234568e+16")]
    [InlineData("5E-324", "5e-324")]
    [InlineData("1.7976931348623157E+308", "1.7976931348623157e+308")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("2.0", "2.0")]
    [InlineData("100.0", "100.0")]
    [InlineData("1e2", "100.0")]
    [InlineData("9007199254740993.0", "9007199254740992.0")]
    [InlineData("3.1400", "3.14")]
    public void Number_Canonical_IsPythons(string number, string json)
    {
        Assert.Equal(json, Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse(number))));
        Assert.Equal(json, Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse(json))));
    }

    [Fact]
    public void Keys_Canonical_AreInTheOrderOfCodePoints() => Assert.Equal(
        "{\"\":0,\"a\":1,\"ab\":2,\"\uE000\":3,\"\uFFFD\":4,\"😀\":5,\"😀b\":6}",
        Encoding.UTF8.GetString(CanonicalJson.Bytes(new JsonObject { ["😀b"] = 6, ["😀"] = 5, ["\uFFFD"] = 4, ["\uE000"] = 3, ["ab"] = 2, ["a"] = 1, [""] = 0 })));

    [Fact]
    public void Values_Canonical_AreSortedWithoutSpaces() => Assert.Equal(
        """{"A":[],"a":{},"b":[1,null,true,{"x":"y"}]}""", Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse("""{ "b": [1, null, true, {"x": "y"}], "a": {}, "A": [] }"""))));

    [Fact]
    public void Line_TakenApart_IsWhatWasPutTogether()
    {
        byte[] entry = "{\"a\":1}"u8.ToArray();
        string hash = AuditLine.Next(AuditLine.Zero, entry);
        AuditLine line = AuditLine.Read(AuditLine.Bytes(entry, hash))!.Value;
        Assert.True(line.Follows(AuditLine.Zero));
        Assert.Equal(entry, line.Entry.ToArray());
        Assert.Null(AuditLine.Read("{\"entry\":{},\"hash\":\"12\"}"u8.ToArray()));
    }
}
