using GpuCqa.Bench;
using Grpc.Net.Client;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>A client that only sends, as a program of its own so that it can be killed.</summary>
internal static class WriterCommand
{
    public static async Task Run(Options options)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(options.Text("address")!);
        var upload = new GrpcUpload(channel);
        string id = options.Text("upload")!;
        await upload.Send(id, options.Text("source")!, await upload.Stored(id), options.Number("chunk", GrpcUpload.ChunkBytes));
    }
}
