using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

/// <summary>Tokens signed here by hand, with what an issuer, a mistaken client and an attacker would put into them.</summary>
public sealed class TokenTests : IDisposable
{
    private const string Issuer = "https://id.lab.example", Audience = "gpucqa";

    private readonly RSA rsa = RSA.Create(2048), weak = RSA.Create(1024), foreign = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("RS256", "r")]
    [InlineData("ES256", "e")]
    public async Task Token_OfTheIssuer_OpensTheDoorWithItsRoles(string algorithm, string kid)
    {
        await using LockedService service = await Start();
        string token = Sign(Header(algorithm, kid), Claims());
        Assert.Empty((await List(service, token)).Datasets);
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, token, "projects/q"));
        JsonObject none = Claims();
        none.Remove("gpucqa_roles");
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, Sign(Header(algorithm, kid), none)));
        // Within the leeway of 60 seconds.
        Assert.Empty((await List(service, Sign(Header(algorithm, kid), Claims(c => c["exp"] = Now(-30))))).Datasets);
        Assert.Empty((await List(service, Sign(Header(algorithm, kid), Claims(c => c["nbf"] = Now(30))))).Datasets);
        Assert.Empty((await List(service, Sign(Header(algorithm, kid), Claims(c => c["aud"] = new JsonArray("x", Audience))))).Datasets);
    }

    [Fact]
    public async Task Token_Wrong_IsRefused()
    {
        await using LockedService service = await Start();
        string good = Sign(Header("RS256", "r"), Claims());
        string[] parts = good.Split('.');
        byte[] publicKey = rsa.ExportSubjectPublicKeyInfo(), pem = Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
        RSAParameters mine = foreign.ExportParameters(false);
        JsonObject embedded = new() { ["kty"] = "RSA", ["kid"] = "r", ["n"] = Url(mine.Modulus!), ["e"] = Url(mine.Exponent!) };
        var wrong = new Dictionary<string, string>
        {
            ["none"] = Text(Header("none", "r")) + "." + parts[1] + ".",
            ["None"] = Text(Header("None", "r")) + "." + parts[1] + ".",
            ["none, signed"] = Text(Header("none", "r")) + "." + parts[1] + "." + parts[2],
            ["no signature"] = parts[0] + "." + parts[1] + ".",
            ["HS256 with the public key"] = Mac("r", publicKey),
            ["HS256 with the public key as PEM"] = Mac("r", pem),
            ["HS256 with the modulus"] = Mac("r", rsa.ExportParameters(false).Modulus!),
            ["HS256 with the oct key of the file"] = Mac("o", "0123456789abcdef0123456789abcdef"u8.ToArray()),
            ["RS256 by the EC key"] = Sign(Header("RS256", "e"), Claims(), "r"),
            ["ES256 by the RSA key"] = Sign(Header("ES256", "r"), Claims(), "e"),
            ["RS512"] = Sign(Header("RS512", "r"), Claims(), "r", HashAlgorithmName.SHA512),
            ["PS256"] = Sign(Header("PS256", "r"), Claims(), "ps"),
            ["unknown kid"] = Sign(Header("RS256", "x"), Claims(), "r"),
            ["no kid"] = Sign(new JsonObject { ["alg"] = "RS256" }, Claims(), "r"),
            ["weak key"] = Sign(Header("RS256", "w"), Claims(), "w"),
            ["key for encryption"] = Sign(Header("RS256", "enc"), Claims(), "r"),
            ["another's key"] = Sign(Header("RS256", "r"), Claims(), "f"),
            ["another's EC key"] = Sign(Header("ES256", "e"), Claims(), "f-ec"),
            ["jwk"] = Sign(Header("RS256", "r", ("jwk", embedded)), Claims(), "f"),
            ["jwk, rightly signed"] = Sign(Header("RS256", "r", ("jwk", embedded.DeepClone())), Claims()),
            ["jku"] = Sign(Header("RS256", "r", ("jku", "https://evil.example/jwks")), Claims()),
            ["x5u"] = Sign(Header("RS256", "r", ("x5u", "https://evil.example/x5")), Claims()),
            ["crit"] = Sign(Header("RS256", "r", ("crit", new JsonArray("b64")), ("b64", false)), Claims()),
            ["changed claims"] = parts[0] + "." + Text(Claims(c => c["gpucqa_roles"] = new JsonObject { ["all"] = "admin" })) + "." + parts[2],
            ["expired"] = Sign(Header("RS256", "r"), Claims(c => c["exp"] = Now(-61))),
            ["no exp"] = Sign(Header("RS256", "r"), Claims(c => c.Remove("exp"))),
            ["not yet"] = Sign(Header("RS256", "r"), Claims(c => c["nbf"] = Now(90))),
            ["issuer"] = Sign(Header("RS256", "r"), Claims(c => c["iss"] = Issuer + "/")),
            ["no issuer"] = Sign(Header("RS256", "r"), Claims(c => c.Remove("iss"))),
            ["audience"] = Sign(Header("RS256", "r"), Claims(c => c["aud"] = "gpucqa2")),
            ["no audience"] = Sign(Header("RS256", "r"), Claims(c => c.Remove("aud"))),
            ["no subject"] = Sign(Header("RS256", "r"), Claims(c => c.Remove("sub"))),
            ["subject with a line end"] = Sign(Header("RS256", "r"), Claims(c => c["sub"] = "a\nb")),
            ["unknown role"] = Sign(Header("RS256", "r"), Claims(c => c["gpucqa_roles"] = new JsonObject { ["p"] = "owner" })),
            ["roles as a text"] = Sign(Header("RS256", "r"), Claims(c => c["gpucqa_roles"] = "admin")),
            ["not a token"] = "a.b.c",
            ["dots"] = "..",
            ["five parts"] = good + ".a.b",
            ["a word"] = "token",
        };
        foreach ((string kind, string token) in wrong)
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => List(service, token));
            Assert.True(error.StatusCode == StatusCode.Unauthenticated && error.Status.Detail == "The credential was not taken.", $"{kind}: {error.Status}");
        }

        Assert.Empty((await List(service, good)).Datasets);
    }

    [Fact]
    public async Task Keys_OfTheFileReplaced_CountFromThenOn()
    {
        await using LockedService service = await Start();
        string old = Sign(Header("RS256", "r"), Claims()), next = Sign(Header("RS256", "n"), Claims(), "f");
        await List(service, old);
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service, next));
        File.WriteAllText(folder.File("jwks.json"), new JsonObject { ["keys"] = new JsonArray(Rsa("n", foreign)) }.ToJsonString());
        await List(service, next);
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service, old));
        // A file that is half written leaves the keys as they were.
        File.WriteAllText(folder.File("jwks.json"), "{ \"keys\": [");
        await List(service, next);
    }

    public void Dispose()
    {
        folder.Dispose();
        foreach (IDisposable key in new IDisposable[] { rsa, weak, foreign, ec, other }) key.Dispose();
    }

    private static JsonObject Header(string algorithm, string kid, params (string Name, JsonNode Value)[] more)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = kid, ["typ"] = "JWT" };
        foreach ((string name, JsonNode value) in more) header[name] = value;
        return header;
    }

    private static JsonObject Claims(Action<JsonObject>? change = null)
    {
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Audience, ["sub"] = "ana", ["exp"] = Now(300), ["gpucqa_roles"] = new JsonObject { ["p"] = "reader" } };
        change?.Invoke(claims);
        return claims;
    }

    private static long Now(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();

    private static string Url(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static string Text(JsonObject json) => Url(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject Rsa(string kid, RSA key) => new() { ["kty"] = "RSA", ["kid"] = kid, ["use"] = "sig", ["n"] = Url(key.ExportParameters(false).Modulus!), ["e"] = Url(key.ExportParameters(false).Exponent!) };

    private static string Mac(string kid, byte[] key)
    {
        string signed = Text(Header("HS256", kid)) + "." + Text(Claims());
        return signed + "." + Url(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)));
    }

    private string Sign(JsonObject header, JsonObject claims, string? key = null, HashAlgorithmName? hash = null)
    {
        string signed = Text(header) + "." + Text(claims);
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        HashAlgorithmName sha = hash ?? HashAlgorithmName.SHA256;
        return signed + "." + Url((key ?? (string)header["kid"]!) switch
        {
            "r" => rsa.SignData(bytes, sha, RSASignaturePadding.Pkcs1),
            "ps" => rsa.SignData(bytes, sha, RSASignaturePadding.Pss),
            "w" => weak.SignData(bytes, sha, RSASignaturePadding.Pkcs1),
            "f" => foreign.SignData(bytes, sha, RSASignaturePadding.Pkcs1),
            "f-ec" => other.SignData(bytes, sha),
            _ => ec.SignData(bytes, sha),
        });
    }

    private Task<LockedService> Start()
    {
        ECParameters point = ec.ExportParameters(false);
        JsonObject forEncryption = Rsa("enc", rsa);
        forEncryption["use"] = "enc";
        File.WriteAllText(folder.File("jwks.json"), new JsonObject
        {
            ["keys"] = new JsonArray(
                Rsa("r", rsa), Rsa("w", weak), forEncryption,
                new JsonObject { ["kty"] = "EC", ["kid"] = "e", ["crv"] = "P-256", ["alg"] = "ES256", ["x"] = Url(point.Q.X!), ["y"] = Url(point.Q.Y!) },
                new JsonObject { ["kty"] = "oct", ["kid"] = "o", ["k"] = Url("0123456789abcdef0123456789abcdef"u8.ToArray()) }),
        }.ToJsonString());
        return LockedService.Start(options =>
        {
            options.Doors.Keys = false;
            options.Doors.Jwt.Jwks = folder.File("jwks.json");
            options.Doors.Jwt.Issuer = Issuer;
            options.Doors.Jwt.Audience = Audience;
        });
    }

    private static async Task<ListDatasetsResponse> List(LockedService service, string token, string parent = "projects/p") =>
        await new DatasetService.DatasetServiceClient(service.Channel(("authorization", "Bearer " + token))).ListDatasetsAsync(new ListDatasetsRequest { Parent = parent });
}
