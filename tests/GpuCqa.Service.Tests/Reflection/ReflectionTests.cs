using Google.Protobuf;
using Google.Protobuf.Reflection;
using GpuCqa.Api.Reflection;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Reflection;

public class ReflectionTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task List_Services_AreThoseOfTheHost()
    {
        ServerReflectionResponse answer = await Ask(new ServerReflectionRequest { ListServices = "", Host = "h" });
        Assert.Equal(ServiceHost.Services.Select(s => s.FullName).Order(StringComparer.Ordinal), answer.ListServicesResponse.Service.Select(s => s.Name));
        Assert.Contains("gpucqa.v1.AssociationService", answer.ListServicesResponse.Service.Select(s => s.Name));
        Assert.Equal("h", answer.ValidHost);
        Assert.Equal(ServerReflectionRequest.MessageRequestOneofCase.ListServices, answer.OriginalRequest.MessageRequestCase);
    }

    [Theory]
    [InlineData("gpucqa.v1.DeviceService")]
    [InlineData("gpucqa.v1.DeviceService.ListDevices")]
    [InlineData(".gpucqa.v1.Device")]
    [InlineData("gpucqa.v1.Device.Kind")]
    [InlineData("gpucqa.v1.Device.threads")]
    [InlineData("grpc.health.v1.Health")]
    public async Task Symbol_File_ComesWithAllItsImports(string symbol)
    {
        ServerReflectionResponse answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = symbol });
        FileDescriptorProto[] files = answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToArray();
        // Dependencies after their users: reversed they build a pool, as a client does.
        var known = new HashSet<string>(files.Select(f => f.Name));
        Assert.All(files, f => Assert.All(f.Dependency, d => Assert.Contains(d, known)));
        Assert.StartsWith(symbol.TrimStart('.').Split('.')[0], files[0].Package, StringComparison.Ordinal);
        ServerReflectionResponse byName = await Ask(new ServerReflectionRequest { FileByFilename = files[0].Name });
        Assert.Equal(answer.FileDescriptorResponse.FileDescriptorProto, byName.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task Extension_OfFieldOptions_IsFound()
    {
        ServerReflectionResponse numbers = await Ask(new ServerReflectionRequest { AllExtensionNumbersOfType = "google.protobuf.FieldOptions" });
        Assert.Equal([1052, 1055], numbers.AllExtensionNumbersResponse.ExtensionNumber);
        ServerReflectionResponse file = await Ask(new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "google.protobuf.FieldOptions", ExtensionNumber = 1052 } });
        Assert.Equal("google/api/field_behavior.proto", FileDescriptorProto.Parser.ParseFrom(file.FileDescriptorResponse.FileDescriptorProto[0]).Name);
        Assert.Empty((await Ask(new ServerReflectionRequest { AllExtensionNumbersOfType = "gpucqa.v1.Device" })).AllExtensionNumbersResponse.ExtensionNumber);
    }

    [Fact]
    public async Task Unknown_Names_AreErrorsInTheStream()
    {
        ServerReflectionRequest[] unknown =
        [
            new() { FileContainingSymbol = "gpucqa.v1.Nothing" }, new() { FileByFilename = "../secret.proto" }, new() { AllExtensionNumbersOfType = "no.Message" },
            new() { FileContainingExtension = new ExtensionRequest { ContainingType = "google.protobuf.FieldOptions", ExtensionNumber = 9 } },
        ];
        foreach (ServerReflectionRequest request in unknown) Assert.Equal((int)StatusCode.NotFound, (await Ask(request)).ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.InvalidArgument, (await Ask(new ServerReflectionRequest())).ErrorResponse.ErrorCode);
    }

    private async Task<ServerReflectionResponse> Ask(ServerReflectionRequest request)
    {
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext());
        ServerReflectionResponse answer = call.ResponseStream.Current;
        Assert.False(await call.ResponseStream.MoveNext());
        return answer;
    }
}
