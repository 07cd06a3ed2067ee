global using FrozenReference = GpuCqa.Api.V1.Reference;
