using Google.Protobuf;
using Google.Protobuf.Reflection;
using GpuCqa.Api.V1;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

/// <summary>Callers of one project and the things of another.</summary>
public sealed class ProjectTests : IAsyncLifetime
{
    private LockedService service = null!;
    private Uploader owner = null!;
    private Dataset dataset = null!;
    private DatasetUpload upload = null!;

    public async Task InitializeAsync()
    {
        service = await LockedService.Start();
        owner = new Uploader(service.As("p=admin"));
        dataset = await owner.Upload("kept", Uploader.Table(70));
        upload = await owner.Client.StartDatasetUploadAsync(Uploader.Request("pending", ("cells.csv", Uploader.Table(71))));
        await new CohortService.CohortServiceClient(service.As("p=analyst")).CreateCohortAsync(Cohort("p", "round", dataset.Name));
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task EveryMethod_ForOthers_SaysTheSameWhetherItExistsOrNot()
    {
        GrpcChannel stranger = service.As("q=admin"), nobody = service.Channel();
        int asked = 0;
        foreach (MethodDescriptor method in ServiceHost.Services.SelectMany(s => s.Methods))
        {
            MethodRule rule = MethodTable.Find($"/{method.Service.FullName}/{method.Name}")!;
            if (rule.Need == Need.Nothing) continue;
            Assert.Equal(StatusCode.Unauthenticated, (await Refused(nobody, method, rule, "p")).StatusCode);
            if (rule.Need != Need.Project) continue;
            RpcException there = await Refused(stranger, method, rule, "p"), nowhere = await Refused(stranger, method, rule, "nowhere");
            Assert.Equal(rule.Field == MethodTable.UploadField ? StatusCode.NotFound : StatusCode.PermissionDenied, there.StatusCode);
            Assert.Equal((there.StatusCode, there.Status.Detail.Replace("projects/p:", "projects/nowhere:", StringComparison.Ordinal)), (nowhere.StatusCode, nowhere.Status.Detail));
            asked++;
        }

        Assert.True(asked >= 12, $"{asked}");
        Assert.Equal(0, (await owner.Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload.UploadId })).Files[0].PersistedSizeBytes);
        Assert.Equal(dataset, await owner.Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
    }

    [Fact]
    public async Task EveryChange_ByAReader_IsDenied()
    {
        GrpcChannel reader = service.As("p=reader"), analyst = service.As("p=analyst");
        foreach (MethodDescriptor method in ServiceHost.Services.SelectMany(s => s.Methods))
        {
            MethodRule rule = MethodTable.Find($"/{method.Service.FullName}/{method.Name}")!;
            if (rule.Trace != Trace.Change) continue;
            Assert.Equal(StatusCode.PermissionDenied, (await Refused(reader, method, rule, "p")).StatusCode);
        }

        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await new Uploader(analyst).Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name }));
    }

    [Fact]
    public async Task Cohort_OfAnothersDataset_IsDeniedWithoutLooking()
    {
        var stranger = new CohortService.CohortServiceClient(service.As("q=admin"));
        string there = await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await stranger.CreateCohortAsync(Cohort("q", "c", dataset.Name)));
        Assert.Equal(there, await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await stranger.CreateCohortAsync(Cohort("q", "c", "projects/p/datasets/none"))));
        // Who may look at both still cannot mix them.
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await new CohortService.CohortServiceClient(service.As("q=admin", "p=reader")).CreateCohortAsync(Cohort("q", "c", dataset.Name)));
    }

    [Fact]
    public async Task Bytes_OfAnotherProject_AreSentAgain()
    {
        // The same file, and the same names and request id, in another project: nothing shows that it is there already.
        byte[] bytes = Uploader.Table(70);
        var stranger = new Uploader(service.As("q=admin"));
        StartDatasetUploadRequest request = Uploader.Request("kept", ("cells.csv", bytes));
        request.Parent = "projects/q";
        DatasetUpload own = await stranger.Client.StartDatasetUploadAsync(request);
        Assert.Equal(0, own.Files[0].PersistedSizeBytes);
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await stranger.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = own.UploadId }));
        Assert.Equal(bytes.Length, await stranger.Send(own.UploadId, "cells.csv", bytes, 0, bytes.Length));
        Dataset copy = await stranger.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = own.UploadId });
        Assert.Equal(dataset.ContentSha256, copy.ContentSha256);
        await stranger.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = copy.Name });
        Assert.True(File.Exists(Path.Combine(service.State.Path, "blobs", Uploader.Sha256(bytes)[..2], Uploader.Sha256(bytes))));
    }

    [Fact]
    public async Task PageToken_OfAnotherProject_IsRefused()
    {
        GrpcChannel both = service.As("p=reader", "q=admin");
        foreach (string id in new[] { "a", "b" })
        {
            StartDatasetUploadRequest request = Uploader.Request(id, ("cells.csv", Uploader.Table(72)));
            request.Parent = "projects/q";
            var uploader = new Uploader(both);
            DatasetUpload own = await uploader.Client.StartDatasetUploadAsync(request);
            await uploader.Send(own.UploadId, "cells.csv", Uploader.Table(72), 0, Uploader.Table(72).Length);
            await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = own.UploadId });
        }

        var client = new DatasetService.DatasetServiceClient(both);
        string token = (await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/q", PageSize = 1 })).NextPageToken;
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p", PageToken = token }));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await new DatasetService.DatasetServiceClient(service.As("p=reader")).ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/q", PageToken = token }));
    }

    [Fact]
    public async Task Name_ThatIsNone_IsInvalidForAll()
    {
        var client = new DatasetService.DatasetServiceClient(service.As("p=reader"));
        foreach (string name in new[] { "", "x", "projects/", "projects/P/datasets/d", "projects/p\n/datasets/d", "/projects/p/datasets/d", "projects/p/../q/datasets/d", "projects/p%2F..%2Fq/datasets/d" })
            await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.GetDatasetAsync(new GetDatasetRequest { Name = name }));
    }

    private static CreateCohortRequest Cohort(string project, string id, string dataset) => new()
    {
        Parent = "projects/" + project, CohortId = id, Cohort = new Cohort { Lots = { new CohortLot { Lot = "a", Dataset = dataset } } },
    };

    // Calls a method by its descriptor, with a request that names something of a project.
    private async Task<RpcException> Refused(GrpcChannel channel, MethodDescriptor method, MethodRule rule, string project)
    {
        IMessage request = method.InputType.Parser.ParseFrom([]);
        if (rule.Field == MethodTable.UploadField) request.Descriptor.FindFieldByName(rule.Field).Accessor.SetValue(request, project == "p" ? upload.UploadId : new string('0', 32));
        else if (rule.Field == "parent") request.Descriptor.FindFieldByName(rule.Field).Accessor.SetValue(request, $"projects/{project}");
        else if (rule.Field.Length > 0) request.Descriptor.FindFieldByName(rule.Field).Accessor.SetValue(request, $"projects/{project}/{(method.Name.Contains("Cohort", StringComparison.Ordinal) ? "cohorts/round" : "datasets/kept")}");
        var bytes = Marshallers.Create<IMessage>(m => m.ToByteArray(), b => method.OutputType.Parser.ParseFrom(b));
        var type = (method.IsClientStreaming, method.IsServerStreaming) switch { (false, false) => MethodType.Unary, (true, false) => MethodType.ClientStreaming, (false, true) => MethodType.ServerStreaming, _ => MethodType.DuplexStreaming };
        var called = new Method<IMessage, IMessage>(type, method.Service.FullName, method.Name, bytes, bytes);
        CallInvoker invoker = channel.CreateCallInvoker();
        var options = new CallOptions(deadline: Patience.Deadline);
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            switch (type)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(called, null, options, request);
                    break;
                case MethodType.ServerStreaming:
                    await invoker.AsyncServerStreamingCall(called, null, options, request).ResponseStream.MoveNext(default);
                    break;
                case MethodType.ClientStreaming:
                    AsyncClientStreamingCall<IMessage, IMessage> upward = invoker.AsyncClientStreamingCall(called, null, options);
                    await Send(upward.RequestStream, request);
                    await upward.ResponseAsync;
                    break;
                default:
                    AsyncDuplexStreamingCall<IMessage, IMessage> both = invoker.AsyncDuplexStreamingCall(called, null, options);
                    await Send(both.RequestStream, request);
                    await both.ResponseStream.MoveNext(default);
                    break;
            }
        });
    }

    private static async Task Send(IClientStreamWriter<IMessage> requests, IMessage request)
    {
        try
        {
            await requests.WriteAsync(request);
            await requests.CompleteAsync();
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException)
        {
            // The answer came before the request was through; the call tells it.
        }
    }
}
