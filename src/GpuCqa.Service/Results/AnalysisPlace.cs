namespace GpuCqa.Service.Results;

/// <summary>An analysis as results need to know it.</summary>
/// <param name="Uid">Identity that no later analysis of the same name shares.</param>
/// <param name="State">State in words, for messages.</param>
/// <param name="Succeeded">Whether its results are there.</param>
public sealed record AnalysisPlace(string Uid, string State, bool Succeeded);
