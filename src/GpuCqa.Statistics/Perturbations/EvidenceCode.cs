namespace GpuCqa.Statistics;

/// <summary>What a knock-down says of a gene.</summary>
public enum EvidenceCode
{
    /// <summary>NT: not told; the reasons say what is lacking.</summary>
    NotTold,

    /// <summary>KD+: the knock-down moves the readout.</summary>
    Effect,

    /// <summary>KD-: the knock-down changes the readout by no more than the margin.</summary>
    NoEffect,
}
