using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Testing;
using Grpc.Net.Client;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>A small cohort, brought to a service.</summary>
public static class UploadedCohort
{
    /// <summary>Uploads its lots and makes the cohort.</summary>
    public static async Task<Cohort> Of(GrpcChannel channel, SmallCohort cohort, string id)
    {
        var uploader = new Uploader(channel);
        var lots = new List<CohortLot>();
        for (int l = 0; l < SmallCohort.Lots; l++)
        {
            (string Path, byte[] Bytes)[] files = [.. Directory.GetFiles(cohort.LotFolder(l)).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request($"{id}-{l}", files));
            foreach ((string path, byte[] bytes) in files) await uploader.Send(upload.UploadId, path, bytes, 0, bytes.Length);
            Dataset dataset = await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
            lots.Add(new CohortLot { Lot = $"L{l}", Dataset = dataset.Name, Values = { ["vegf"] = $"{SmallCohort.Vegf(l)}" } });
        }

        return await new CohortService.CohortServiceClient(channel).CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = id, Cohort = new Cohort { Lots = { lots } } });
    }
}
