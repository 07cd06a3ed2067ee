using Google.Protobuf.Reflection;
using GpuCqa.Api.Reflection;
using Grpc.Core;

namespace GpuCqa.Service.Reflection;

/// <summary>grpc.reflection.v1: what services there are and what their messages look like.</summary>
public sealed class ReflectionEndpoint(SchemaCatalog catalog) : ServerReflection.ServerReflectionBase
{
    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        await foreach (ServerReflectionRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            ServerReflectionResponse response = Answer(request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                return Files(catalog.File(request.FileByFilename), request.FileByFilename);
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                return Files(catalog.Symbol(request.FileContainingSymbol), request.FileContainingSymbol);
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                ExtensionRequest extension = request.FileContainingExtension;
                return Files(catalog.Extension(extension.ContainingType, extension.ExtensionNumber), $"{extension.ContainingType} extension {extension.ExtensionNumber}");
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                if (catalog.ExtensionNumbers(request.AllExtensionNumbersOfType) is not { } numbers) return Missing(request.AllExtensionNumbersOfType);
                return new ServerReflectionResponse
                {
                    AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType, ExtensionNumber = { numbers } },
                };
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                return new ServerReflectionResponse
                {
                    ListServicesResponse = new ListServiceResponse { Service = { catalog.Services.Select(s => new ServiceResponse { Name = s }) } },
                };
            default:
                return Error(StatusCode.InvalidArgument, "The request asks for nothing.");
        }
    }

    private static ServerReflectionResponse Files(FileDescriptor? file, string what) => file is null ? Missing(what)
        : new ServerReflectionResponse { FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { SchemaCatalog.WithImports(file) } } };

    private static ServerReflectionResponse Missing(string what) => Error(StatusCode.NotFound, $"'{what}' is not known here.");

    private static ServerReflectionResponse Error(StatusCode code, string message) => new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
