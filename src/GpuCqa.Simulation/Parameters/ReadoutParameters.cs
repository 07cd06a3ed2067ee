namespace GpuCqa.Simulation;

/// <summary>One readout: median * exp(LogSd (rho z + sqrt(1 - rho^2) e) + AssaySd e'), z the standardized logit of the lot's true CQA fraction.</summary>
public sealed record ReadoutParameters
{
    /// <summary>Column of the cohort sheet.</summary>
    public required string Name { get; init; }

    /// <summary>Median over lots.</summary>
    public required double Median { get; init; }

    /// <summary>Deviation between lots of the log of the true value.</summary>
    public required double LogSd { get; init; }

    /// <summary>Correlation rho of the log of the true value with the logit of the true CQA fraction; 0 = a null readout.</summary>
    public required double Correlation { get; init; }

    /// <summary>Deviation of the assay's log error.</summary>
    public required double AssaySd { get; init; }

    /// <summary>Lower limit of quantification: lower values are reported as it.</summary>
    public double LowerLimit { get; init; }

    /// <summary>Whether only the cells of the hidden state that express the key marker strongly count.</summary>
    public bool MarkerDriven { get; init; }

    /// <summary>Pearson correlation of the log of the measured value with the logit of the true fraction over the population of lots: rho attenuated by the assay.</summary>
    public double MeasuredCorrelation => Correlation == 0 ? 0 : Correlation * LogSd / Math.Sqrt((LogSd * LogSd) + (AssaySd * AssaySd));
}
