namespace GpuCqa.Core.Parameters;

/// <summary>The parameters of a family of tests over lots, after defaults.</summary>
public record AssociationParameters
{
    /// <summary>Readout columns; the family of tests spans all of them.</summary>
    public required IReadOnlyList<string> Readouts { get; init; }

    /// <summary>Seed of every random stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence of every interval.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Family-wise level at which a state is called.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Intra-class correlation of replicate captures of one lot, for the overdispersed interval of a fraction.</summary>
    public double AliquotIcc { get; init; } = 0.002;

    /// <summary>Largest number of lots for which all orders are enumerated, whatever their readouts.</summary>
    public int ExactLots { get; init; } = 11;

    /// <summary>Above <see cref="ExactLots"/> lots: most distinct orders that are all enumerated where lots tie in the readouts.</summary>
    public long ExactOrders { get; init; } = 4_000_000_000;

    /// <summary>Monte Carlo permutations where not all orders are enumerated.</summary>
    public int Permutations { get; init; } = 1_000_000;

    /// <summary>Columns whose values lots are kept within: only orders of the lots of one value (one donor, one batch) are admissible. Empty = lots change places freely.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> Block { get; init; } = [];

    /// <summary>Column whose values are exchanged whole, each with the mean of its lots: the replicate is then the donor, not the lot. Null = every lot by itself.</summary>
    [OptionalParameter]
    public string? Unit { get; init; }

    /// <summary>Columns with a number of each lot that fractions and readouts are adjusted for; tests are approximate then.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>Replicate measurements of readouts, "readout=column,column,...": the readout is their mean.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> Replicates { get; init; } = [];

    /// <summary>Ordered levels of readouts in words, "readout=first,second,..."; a level's value is its place, from 0.</summary>
    public virtual IReadOnlyList<string> OrderedLevels() => [];

    /// <summary>Whether lots are described though their design cannot reach the level, so that nothing can be called; null = such a design is refused.</summary>
    [OptionalParameter]
    public bool? Describe { get; init; }

    /// <summary>Whether readouts of left-out lots are predicted from the others.</summary>
    public bool Predict { get; init; }

    /// <summary>What a lot is predicted from: "fractions", or "clr" for their centred log-ratios.</summary>
    public string PredictFeatures { get; init; } = "fractions";

    /// <summary>Orders of the readouts in which the prediction is made anew, where not all are taken.</summary>
    public int PredictPermutations { get; init; } = 999;

    /// <summary>Whether potency is attributed to states.</summary>
    public bool EffectiveCells { get; init; }

    /// <summary>Column with the number of cells that a lot's readouts were measured of: potency is then attributed per cell. Null = every readout is of as many cells.</summary>
    [OptionalParameter]
    public string? EffectiveCellsOf { get; init; }
}
