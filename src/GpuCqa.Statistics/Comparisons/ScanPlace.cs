namespace GpuCqa.Statistics;

/// <summary>A place of the embedding and what lots have there before and after.</summary>
/// <param name="Place">Number of the place.</param>
/// <param name="State">State of most of its cells, or "".</param>
/// <param name="StateShare">Their share.</param>
/// <param name="Cells">Cells.</param>
/// <param name="ShareBefore">Mean share of a lot's cells, before.</param>
/// <param name="ShareAfter">After.</param>
/// <param name="Low">Interval of the difference of shares (t over lots), lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="PExchange">p of exchanging lots, of this place alone.</param>
/// <param name="PFamily">The same over all places (maxT).</param>
public sealed record ScanPlace(int Place, string State, double StateShare, int Cells, double ShareBefore, double ShareAfter, double Low, double High, double PExchange, double PFamily);
