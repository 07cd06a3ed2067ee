using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>What a result folder holds.</summary>
/// <param name="Result">The result, without the large matrices that only result.h5ad keeps.</param>
/// <param name="Provenance">What it was made from.</param>
/// <param name="Expression">Values of the leading markers; none without cells.</param>
/// <param name="Signatures">Who signed it; none where nobody did.</param>
public sealed record StoredResult(AnalysisResult Result, Provenance Provenance, MapExpression Expression, IReadOnlyList<SignatureRecord> Signatures);
