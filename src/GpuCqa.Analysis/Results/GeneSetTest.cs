namespace GpuCqa.Analysis.Results;

/// <summary>A gene set in one direction of one cluster.</summary>
/// <param name="Resolution">Resolution of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Library">File that the set comes from.</param>
/// <param name="Set">Name of the set.</param>
/// <param name="Description">What the file says beside the name.</param>
/// <param name="Up">Whether genes higher in the cluster are meant, or lower ones.</param>
/// <param name="Size">Genes of the set among the tested ones.</param>
/// <param name="Overlap">Those among the called genes of the direction.</param>
/// <param name="Expected">Overlap of as many genes drawn at random.</param>
/// <param name="P">Hypergeometric P(overlap or more).</param>
/// <param name="PAdjusted">Benjamini and Hochberg over the tested sets of the library in this direction of this cluster.</param>
/// <param name="Called">Called genes of the direction.</param>
/// <param name="Background">Tested genes of the cluster.</param>
/// <param name="SetsTested">Sets of the library that are tested in this cluster.</param>
/// <param name="TooShort">Whether the list of called genes is too short for over-representation to say much.</param>
/// <param name="RankUp">Direction of the competitive rank test.</param>
/// <param name="RankP">Its two-sided p.</param>
/// <param name="RankPAdjusted">Benjamini and Hochberg over the tested sets of the library in this cluster.</param>
/// <param name="Correlation">Correlation over lots of the set's genes.</param>
/// <param name="Lots">Lots compared.</param>
/// <param name="LotsAgreeing">Lots in which the set's mean difference lies beyond that of all tested genes, in this direction.</param>
/// <param name="Genes">Names of the overlap's genes, the most different first; the first of many.</param>
public sealed record GeneSetTest(
    double Resolution, int Cluster, string Library, string Set, string Description, bool Up, int Size, int Overlap, double Expected, double P, double PAdjusted, int Called, int Background, int SetsTested, bool TooShort,
    bool RankUp, double RankP, double RankPAdjusted, double Correlation, int Lots, int LotsAgreeing, IReadOnlyList<string> Genes);
