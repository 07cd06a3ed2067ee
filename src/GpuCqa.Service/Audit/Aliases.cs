global using GpuCqa.Core.Audit;
