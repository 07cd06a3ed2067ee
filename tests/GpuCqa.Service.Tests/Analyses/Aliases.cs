global using AnalysisMessage = GpuCqa.Api.V1.Analysis;
global using AnalysisState = GpuCqa.Api.V1.Analysis.Types.State;
