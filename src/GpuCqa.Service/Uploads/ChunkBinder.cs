using GpuCqa.Api.V1;
using Grpc.Core;

namespace GpuCqa.Service.Uploads;

/// <summary>Binds the methods of the dataset service as generated, but WriteDatasetUpload with <see cref="ChunkMarshaller"/>.</summary>
public sealed class ChunkBinder : ServiceBinderBase
{
    private readonly ServiceBinderBase binder;

    private ChunkBinder(ServiceBinderBase binder) => this.binder = binder;

    /// <summary>What <see cref="BindServiceMethodAttribute"/> of the endpoint names.</summary>
    public static void Bind(ServiceBinderBase binder, DatasetService.DatasetServiceBase? endpoint) => DatasetService.BindService(new ChunkBinder(binder), endpoint);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => binder.AddMethod(method, handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => binder.AddMethod(method, handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => binder.AddMethod(method, handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) => binder.AddMethod(
        method.RequestMarshaller is Marshaller<WriteDatasetUploadRequest>
            ? new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, (Marshaller<TRequest>)(object)ChunkMarshaller.Create(), method.ResponseMarshaller) : method,
        handler);
}
