namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a readout of potency plates, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record PotencyParameters
{
    /// <summary>What the assay measures; names the columns of the readout ("vegf").</summary>
    public string Readout { get; init; } = "potency";

    /// <summary>Weight of a standard in the fit: "none", "1/y" or "1/y2", y the mean response of its concentration.</summary>
    public string Weights { get; init; } = "none";

    /// <summary>Unit of the concentrations of the standards.</summary>
    public string Unit { get; init; } = "pg/mL";

    /// <summary>Lot that the others are compared with; null = none.</summary>
    public string? ControlLot { get; init; }

    /// <summary>Confidence of intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Largest relative error of a back-calculated standard, and largest coefficient of variation of its replicates.</summary>
    public double Tolerance { get; init; } = 0.20;

    /// <summary>The same at the lower limit of quantification.</summary>
    public double LowestTolerance { get; init; } = 0.25;

    /// <summary>Largest coefficient of variation of a lot's replicates that goes without a word.</summary>
    public double MostVariation { get; init; } = 0.20;

    /// <summary>Largest difference of dilution slopes (on logarithms) that counts as parallel: 0.2 changes a result by 15 % per doubling of the dilution.</summary>
    public double ParallelMargin { get; init; } = 0.2;

    /// <summary>Lower limit of quantification of every plate, in the unit of the standards; null = from the standards.</summary>
    public double? LowerLimit { get; init; }

    /// <summary>Upper limit of quantification of every plate; null = from the standards.</summary>
    public double? UpperLimit { get; init; }

    /// <summary>Cells of a culture, where the table has no such column.</summary>
    public double? Cells { get; init; }

    /// <summary>Hours that a culture secreted for, where the table has no such column.</summary>
    public double? Hours { get; init; }

    /// <summary>Millilitres of a culture's supernatant, where the table has no such column.</summary>
    public double? Volume { get; init; }
}
