namespace GpuCqa.Pipelines.Simulations;

/// <summary>What the truth shows about one readout.</summary>
/// <param name="Readout">Readout.</param>
/// <param name="PopulationCorrelation">Pearson correlation of log readout and logit of the true CQA fraction over all lots that the model could make.</param>
/// <param name="OracleRho">Spearman correlation of the true CQA fraction with the readout over the train lots of this cohort; NaN when one is constant.</param>
/// <param name="OracleRank">Place of the hidden state among all states by |rho|.</param>
internal sealed record SimulationExpectation(string Readout, double PopulationCorrelation, double OracleRho, int OracleRank);
