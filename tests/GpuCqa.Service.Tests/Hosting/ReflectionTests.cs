using Google.Protobuf.Reflection;
using GpuCqa.Service.Hosting;
using Grpc.Core;
using Grpc.Reflection.V1;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

public class ReflectionTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task List_Services_AreThoseOfTheHost()
    {
        ServerReflectionResponse answer = await Ask(new ServerReflectionRequest { ListServices = "" });
        Assert.Equal(ServiceHost.Services.Select(s => s.FullName).Order(StringComparer.Ordinal), answer.ListServicesResponse.Service.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.Contains("gpucqa.v1.AssociationService", answer.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Fact]
    public async Task OldVersion_List_IsTheSame()
    {
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Grpc.Reflection.V1Alpha.ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal((await Ask(new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(s => s.Name), call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Theory]
    [InlineData("gpucqa.v1.DeviceService")]
    [InlineData("gpucqa.v1.DeviceService.ListDevices")]
    [InlineData("gpucqa.v1.Device")]
    [InlineData("gpucqa.v1.Device.Kind")]
    [InlineData("grpc.health.v1.Health")]
    public async Task Symbol_File_ComesWithAllItsImports(string symbol)
    {
        ServerReflectionResponse answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = symbol });
        FileDescriptorProto[] files = answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToArray();
        // A client builds a pool of them, whatever their order.
        var known = new HashSet<string>(files.Select(f => f.Name));
        Assert.All(files, f => Assert.All(f.Dependency, d => Assert.Contains(d, known)));
        FileDescriptorProto own = files.Single(f => symbol.StartsWith(f.Package + ".", StringComparison.Ordinal) && Declares(f, symbol[(f.Package.Length + 1)..].Split('.')[0]));
        ServerReflectionResponse byName = await Ask(new ServerReflectionRequest { FileByFilename = own.Name });
        Assert.Equal(answer.FileDescriptorResponse.FileDescriptorProto, byName.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task Unknown_Names_AreErrorsInTheStream()
    {
        foreach (ServerReflectionRequest request in new ServerReflectionRequest[] { new() { FileContainingSymbol = "gpucqa.v1.Nothing" }, new() { FileByFilename = "../secret.proto" } })
            Assert.Equal((int)StatusCode.NotFound, (await Ask(request)).ErrorResponse.ErrorCode);
        Assert.NotNull((await Ask(new ServerReflectionRequest())).ErrorResponse);
    }

    private static bool Declares(FileDescriptorProto file, string name) => file.MessageType.Select(m => m.Name).Concat(file.EnumType.Select(e => e.Name)).Concat(file.Service.Select(s => s.Name)).Contains(name);

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
