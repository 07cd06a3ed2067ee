using GpuCqa.Statistics;

namespace GpuCqa.Simulation;

/// <summary>What an observer of the true fractions would find: the ceiling for any method on this cohort.</summary>
/// <param name="Readout">Readout.</param>
/// <param name="Rho">Spearman correlation of each state's true fraction with the readout over the train lots.</param>
/// <param name="CqaState">The hidden state.</param>
/// <param name="Rank">Place of the hidden state by |rho|, from 1; ties by smaller index.</param>
public sealed record OracleAssociation(string Readout, double[] Rho, int CqaState, int Rank)
{
    /// <summary>Correlation of the hidden state's true fraction.</summary>
    public double CqaRho => Rho[CqaState];

    /// <summary>Computes it from the truth; no cell is made.</summary>
    /// <exception cref="Core.Errors.NotFoundException">The cohort has no such readout.</exception>
    public static OracleAssociation Of(SimulatedCohort cohort, string readout)
    {
        int index = cohort.ReadoutIndex(readout);
        SimulatedLot[] lots = cohort.TrainLots.ToArray();
        double[] values = Array.ConvertAll(lots, l => l.Readouts[index]);
        int states = cohort.Parameters.StateShares.Count, cqa = cohort.Parameters.CqaState;
        var rho = new double[states];
        for (int k = 0; k < states; k++) rho[k] = Spearman.Correlation(Array.ConvertAll(lots, l => l.Truth.Fractions[k]), values);
        // A state of constant fraction comes last.
        double[] size = Array.ConvertAll(rho, r => double.IsNaN(r) ? -1 : Math.Abs(r));
        int rank = 1 + Enumerable.Range(0, states).Count(k => size[k] > size[cqa] || (k < cqa && size[k] == size[cqa]));
        return new OracleAssociation(readout, rho, cqa, rank);
    }
}
