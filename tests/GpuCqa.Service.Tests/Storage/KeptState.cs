using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>What a service has after its state went elsewhere: the cohort, the analysis that ended with its file, and the upload of cells.csv that was left at 150,000 bytes, which goes on.</summary>
internal static class KeptState
{
    public static async Task Check(JobHost host, Cohort cohort, AnalysisMessage ended, DatasetUpload upload, byte[] bytes)
    {
        var uploader = new Uploader(host.Channel);
        Assert.Equal(cohort, await new CohortService.CohortServiceClient(host.Channel).GetCohortAsync(new GetCohortRequest { Name = cohort.Name }));
        Assert.Equal(ended, await host.Get(ended.Name));
        using (AsyncServerStreamingCall<ReadResultFileResponse> file = new ResultService.ResultServiceClient(host.Channel).ReadResultFile(new ReadResultFileRequest { Parent = ended.Name, Path = "label.txt" }))
        {
            Assert.True(await file.ResponseStream.MoveNext());
            Assert.Equal("ended", file.ResponseStream.Current.Data.Content.ToStringUtf8());
        }

        DatasetUpload rest = await uploader.Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload.UploadId });
        Assert.Equal(150_000, rest.Files.Single().PersistedSizeBytes);
        await uploader.Send(upload.UploadId, "cells.csv", bytes, 150_000, bytes.Length);
        Assert.Equal(Uploader.Sha256(bytes), (await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId })).Files.Single().Sha256);
    }
}
