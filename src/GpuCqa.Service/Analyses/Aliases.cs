// GpuCqa.Analysis is a layer of the engine: the message of that name needs another one here.
global using AnalysisMessage = GpuCqa.Api.V1.Analysis;
global using AnalysisState = GpuCqa.Api.V1.Analysis.Types.State;
