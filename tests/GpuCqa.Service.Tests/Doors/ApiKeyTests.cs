using Grpc.Health.V1;
using GpuCqa.Api.V1;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

public class ApiKeyTests
{
    [Fact]
    public async Task Key_InEitherHeader_OpensTheDoor()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=reader");
        foreach (GrpcChannel channel in new[] { service.Channel(key), service.Channel(("authorization", "bearer  " + key.Whole())), service.Channel(("x-api-key", key.Whole())) })
            Assert.Empty((await List(channel)).Datasets);
        ApiKey kept = service.App.Services.GetRequiredService<ApiKeyTable>().Find(key.Id)!;
        Assert.Equal((0, 0), (kept.LastUsed!.Value.Minute, kept.LastUsed.Value.Second));
        Assert.DoesNotContain(Convert.ToHexStringLower(key.Secret), kept.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutAKey_IsUnauthenticated()
    {
        await using LockedService service = await LockedService.Start();
        Assert.Contains("authorization", await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service.Channel())), StringComparison.Ordinal);
        // Health is for those who only want to know whether the service is there.
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel()).CheckAsync(new HealthCheckRequest())).Status);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => Unknown(service.Channel()));
        Assert.Equal(StatusCode.Unauthenticated, unknown.StatusCode);
    }

    [Fact]
    public async Task Key_Wrong_IsRefusedInTheSameWords()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "all=admin"), other = service.Key("ben", null, "all=admin"), revoked = service.Key("cat", null, "all=admin");
        ApiKeyText expired = service.Key("dan", DateTimeOffset.UtcNow.AddSeconds(-1), "all=admin"), unknown = ApiKeyText.Make();
        service.Revoke(revoked);
        string whole = key.Whole();
        var said = new HashSet<string>();
        foreach ((string, string)[] headers in new (string, string)[][]
        {
            [Bearer(unknown.Whole())], [Bearer(new ApiKeyText(key.Id, other.Secret).Whole())], [Bearer(expired.Whole())], [Bearer(revoked.Whole())],
            [Bearer(whole[..^1])], [Bearer(whole + "A")], [Bearer(whole + "=")], [Bearer("gqa_")], [Bearer("gqa_" + key.Id)], [Bearer("")], [("authorization", whole)], [("authorization", "Basic " + whole)],
            [("x-api-key", unknown.Whole())], [("x-api-key", "")], [Bearer(whole), ("x-api-key", whole)], [Bearer(whole.ToUpperInvariant())],
        })
            said.Add(await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service.Channel(headers))));
        Assert.Single(said);
        Assert.Empty((await List(service.Channel(key))).Datasets);
    }

    [Fact]
    public async Task Key_Revoked_OpensNothingFromThenOn()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=reader");
        GrpcChannel channel = service.Channel(key);
        await List(channel);
        service.Revoke(key);
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(channel));
    }

    [Fact]
    public void Text_Parsed_IsOneSpellingOnly()
    {
        ApiKeyText key = ApiKeyText.Make();
        Assert.Equal(key.SecretSha256, ApiKeyText.Parse(key.Whole())!.SecretSha256);
        Assert.DoesNotContain(Convert.ToHexStringLower(key.Secret), key.ToString(), StringComparison.Ordinal);
        // The last character of 32 bytes in base64url holds four bits: the other two must be zero.
        const string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Assert.All(digits, d => Assert.True(key.Whole()[..^1] + d == key.Whole() || ApiKeyText.Parse(key.Whole()[..^1] + d)?.SecretSha256 != key.SecretSha256));
    }

    private static (string, string) Bearer(string value) => ("authorization", "Bearer " + value);

    private static async Task<ListDatasetsResponse> List(GrpcChannel channel) => await new DatasetService.DatasetServiceClient(channel).ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });

    private static async Task Unknown(GrpcChannel channel) => await channel.CreateCallInvoker().AsyncUnaryCall(
        new Method<ListDatasetsRequest, ListDatasetsRequest>(MethodType.Unary, "gpucqa.v1.NoService", "NoMethod", Bytes, Bytes), null, default, new ListDatasetsRequest());

    private static readonly Marshaller<ListDatasetsRequest> Bytes = Marshallers.Create(m => Google.Protobuf.MessageExtensions.ToByteArray(m), ListDatasetsRequest.Parser.ParseFrom);
}
