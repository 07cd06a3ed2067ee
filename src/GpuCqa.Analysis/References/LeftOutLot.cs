namespace GpuCqa.Analysis.References;

/// <summary>How one train lot looked when it was mapped onto the others: what a lot of the same making is held to.</summary>
/// <param name="Lot">Name.</param>
/// <param name="Cells">Its cells that were mapped.</param>
/// <param name="NotInReference">Share of its cells beyond the limit of distance, at the finest resolution.</param>
/// <param name="MedianDistance">Median distance to the nearest reference cells, as the method measures it.</param>
/// <param name="MedianStrangeness">Median strangeness; NaN for image features.</param>
public sealed record LeftOutLot(string Lot, int Cells, double NotInReference, double MedianDistance, double MedianStrangeness)
{
    /// <summary>Deviation over genes of the log of observed over expected counts; NaN for image features.</summary>
    public double Shift { get; init; } = double.NaN;
}
