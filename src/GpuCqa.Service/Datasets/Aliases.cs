global using DatasetContent = GpuCqa.Api.V1.Dataset.Types.Content;
