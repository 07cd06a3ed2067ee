using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Anchors;

/// <summary>How anchors are found and how they vote; the defaults are Seurat's (FindTransferAnchors, TransferData).</summary>
public sealed record AnchorParameters
{
    /// <summary>k.filter of the preset "seurat-v4"; "seurat-v5" has none.</summary>
    public const int SeuratV4Filter = 200;

    /// <summary>"pcaproject" or "cca".</summary>
    public string Reduction { get; init; } = "pcaproject";

    /// <summary>Neighbours within which two cells must be mutual to be an anchor.</summary>
    public int KAnchor { get; init; } = 5;

    /// <summary>An anchor's query cell must be among this many nearest of its reference cell in expression; 0 = no such filter.</summary>
    public int KFilter { get; init; }

    /// <summary>Neighbours that an anchor's score is counted in.</summary>
    public int KScore { get; init; } = 30;

    /// <summary>Anchors that vote for a cell.</summary>
    public int KWeight { get; init; } = 50;

    /// <summary>Whether places in the reference's embedding are made; otherwise they are the projections.</summary>
    public bool Corrects { get; init; } = true;

    /// <summary>Whether mapping scores are made.</summary>
    public bool ScoresMapping { get; init; } = true;

    /// <summary>sd.weight, the bandwidth of the weights: an exponent is divided by (2 / sd)^2.</summary>
    public double SdWeight { get; init; } = 1;

    /// <summary>Neighbours that are searched.</summary>
    public int Neighbors => Math.Max(KAnchor, KScore);

    /// <summary>What the exponent of a weight is divided by: 4 at Seurat's sd.weight of 1. (Descriptions of the method with score / 2 are sd.weight = sqrt(2).)</summary>
    public double Divisor => 4 / (SdWeight * SdWeight);

    /// <summary>The parameters of a mapping, its preset resolved.</summary>
    /// <exception cref="InvalidParameterException">One of them is out of range.</exception>
    public static AnchorParameters Of(MapParameters parameters)
    {
        var result = new AnchorParameters
        {
            Reduction = parameters.Reduction,
            KAnchor = parameters.KAnchor,
            KFilter = parameters.KFilter ?? parameters.Preset switch
            {
                "seurat-v4" => SeuratV4Filter,
                "seurat-v5" => 0,
                _ => throw new InvalidParameterException($"The preset is '{parameters.Preset}'; expected seurat-v4 or seurat-v5."),
            },
            KScore = parameters.KScore,
            KWeight = parameters.KWeight,
        };
        result.Check();
        return result;
    }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of range.</exception>
    public void Check()
    {
        if (Reduction is not ("pcaproject" or "cca")) throw new InvalidParameterException($"The reduction is '{Reduction}'; expected pcaproject or cca.");
        if (KAnchor < 1) throw new InvalidParameterException($"k.anchor is {KAnchor}; expected 1 or more.");
        if (KFilter < 0) throw new InvalidParameterException($"k.filter is {KFilter}; expected 1 or more, or 0 for none.");
        if (KScore < 1) throw new InvalidParameterException($"k.score is {KScore}; expected 1 or more.");
        // The farthest of the k neighbours has no weight, so that one alone would never vote.
        if (KWeight < 2) throw new InvalidParameterException($"k.weight is {KWeight}; expected 2 or more.");
        if (!(SdWeight > 0)) throw new InvalidParameterException($"sd.weight is {SdWeight}; expected a positive number.");
    }
}
