namespace GpuCqa.Pipelines.Scoring;

/// <summary>How a mapping of new lots compares with the truth, at the resolution of the first claim.</summary>
/// <param name="Lots">Mapped lots.</param>
/// <param name="Cells">Mapped cells that are intact and alone in their droplet, of states that the reference has.</param>
/// <param name="AdjustedRand">Adjusted Rand index of labels and true states, refused cells left out.</param>
/// <param name="Accuracy">Share of the cells whose label's state, that of most of the label's reference cells, is theirs; refused cells are wrong.</param>
/// <param name="CqaAccuracy">Share that is told rightly to be or not to be of the hidden state; a refused cell is not of it.</param>
/// <param name="Sensitivity">Share of the hidden state's cells that are given one of its labels.</param>
/// <param name="Specificity">Share of the other cells that are not.</param>
/// <param name="Refused">Share of the cells that is refused.</param>
/// <param name="Novel">Cells that the reference cannot know: of a state that no reference lot has, or hazardous.</param>
/// <param name="NovelRefused">Share of them that is refused; NaN without any.</param>
/// <param name="FractionError">Mean over lots of |share with a label of the hidden state less its true share|.</param>
/// <param name="ByLot">Per lot, its cells, the share refused, the share with a label of the hidden state, and its true share.</param>
public sealed record MappingScore(
    int Lots, int Cells, double AdjustedRand, double Accuracy, double CqaAccuracy, double Sensitivity, double Specificity, double Refused, int Novel, double NovelRefused, double FractionError,
    IReadOnlyList<(string Lot, int Cells, double Refused, double Share, double TrueShare)> ByLot)
{
    /// <summary>Accuracy of the hidden state against the rest from which a mapping counts as right.</summary>
    public const double AccurateFrom = 0.95;

    /// <summary>Whether new cells are told to be of the hidden state, or not, as rightly as can be asked for.</summary>
    public bool Right => CqaAccuracy >= AccurateFrom;
}
