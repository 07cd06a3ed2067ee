using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Composition of a lot: softmax of the log shares plus normal effects of donor and lot; capture shows it with Dirichlet noise.</summary>
internal static class CompositionModel
{
    /// <summary>True and captured fractions of a lot.</summary>
    public static (double[] Fractions, double[] Captured) Draw(SimulationParameters parameters, SimulationStreams streams, LotSlot lot)
    {
        Philox ofDonor = streams.Donor(lot.Donor);
        Philox ofLot = streams.LotComposition(lot.Index);
        Philox ofTissue = streams.TissueComposition(lot.Tissue);
        double tissueSd = parameters.Tissues[lot.Tissue].CompositionSd;
        ProcessChange? change = lot.Group.Changed ? parameters.Change : null;
        double spread = Math.Sqrt(change?.VarianceFactor ?? 1);
        double donorWeight = Math.Sqrt(parameters.DonorVarianceShare);
        double lotWeight = Math.Sqrt(1 - parameters.DonorVarianceShare);
        var logits = new double[parameters.StateShares.Count];
        for (int k = 0; k < logits.Length; k++)
        {
            double deviation = k == parameters.CqaState ? parameters.CqaCompositionSd : parameters.CompositionSd;
            logits[k] = Math.Log(parameters.StateShares[k]) + (deviation * spread * ((donorWeight * ofDonor.NextNormal()) + (lotWeight * ofLot.NextNormal())));
            if (tissueSd > 0) logits[k] += tissueSd * ofTissue.NextNormal();
            if (change is not null && k == parameters.CqaState) logits[k] += change.CqaShift * parameters.CqaCompositionSd;
        }

        double[] fractions = Softmax(logits);
        if (parameters.States > fractions.Length) fractions = WithNewState(fractions, change, parameters.CompositionSd * ofLot.NextNormal());
        Philox capture = streams.Capture(lot.Index);
        return (fractions, capture.NextDirichlet(fractions, parameters.CapturePrecision));
    }

    // The state takes its share from all others alike; lots that the old process made have none of it.
    private static double[] WithNewState(double[] fractions, ProcessChange? change, double effect)
    {
        double share = change is null ? 0 : 1 / (1 + ((1 - change.NewStateShare) / change.NewStateShare * Math.Exp(-effect)));
        return [.. fractions.Select(f => f * (1 - share)), share];
    }

    /// <summary>Logit of the CQA fraction, brought to mean 0 and deviation 1 over the population of lots.</summary>
    /// <remarks>
    /// Moments of the logit to second order in the effects of the other states (exact in the effect of the hidden state), so that
    /// a lot's readout does not depend on which other lots exist.
    /// </remarks>
    public static double StandardizedLogit(SimulationParameters parameters, double cqaFraction)
    {
        double share = parameters.StateShares[parameters.CqaState];
        double concentration = 0;
        for (int k = 0; k < parameters.StateShares.Count; k++)
            if (k != parameters.CqaState) concentration += Math.Pow(parameters.StateShares[k] / (1 - share), 2);
        double others = parameters.CompositionSd * parameters.CompositionSd;
        double mean = Math.Log(share / (1 - share)) - (0.5 * others * (1 - concentration));
        double variance = (parameters.CqaCompositionSd * parameters.CqaCompositionSd) + (others * concentration);
        return variance > 0 ? (Math.Log(cqaFraction / (1 - cqaFraction)) - mean) / Math.Sqrt(variance) : 0;
    }

    private static double[] Softmax(double[] logits)
    {
        double largest = logits.Max();
        double[] result = Array.ConvertAll(logits, x => Math.Exp(x - largest));
        double sum = result.Sum();
        for (int k = 0; k < result.Length; k++) result[k] /= sum;
        return result;
    }
}
