using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>The readouts of a lot, from its true CQA fraction.</summary>
internal static class ReadoutModel
{
    public static double[] Draw(SimulationParameters parameters, SimulationStreams streams, LotSlot lot, double[] fractions)
    {
        TissueParameters tissue = parameters.Tissues[lot.Tissue];
        double fraction = fractions[parameters.CqaState];
        var values = new double[parameters.Readouts.Count];
        for (int r = 0; r < values.Length; r++)
        {
            ReadoutParameters readout = parameters.Readouts[r];
            Philox random = streams.Readout(lot.Index, r);
            double z = CompositionModel.StandardizedLogit(parameters, readout.MarkerDriven ? fraction * tissue.MarkerHighShare : fraction);
            double rho = readout.Correlation;
            double own = Math.Sqrt(1 - (rho * rho)) * random.NextNormal();
            double assay = readout.AssaySd * random.NextNormal();
            double value = readout.Median * Math.Exp((readout.LogSd * ((rho * z) + own)) + tissue.ReadoutLogShift + assay);
            values[r] = Math.Max(value, readout.LowerLimit);
        }

        return values;
    }
}
