using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Service.Associations;

/// <summary>A checked request of AssociateFractions.</summary>
public sealed class AssociationRequest
{
    /// <summary>Hypotheses times orders that one call may ask for; more is an analysis.</summary>
    public const long Work = 1L << 31;

    private AssociationRequest() { }

    /// <summary>The correlation.</summary>
    public required CorrelationKind Kind { get; init; }

    /// <summary>Fractions, one vector per feature.</summary>
    public required double[][] Fractions { get; init; }

    /// <summary>Readouts, one vector per readout.</summary>
    public required double[][] Readouts { get; init; }

    /// <summary>How the family is permuted.</summary>
    public required MaxTOptions Options { get; init; }

    /// <summary>Level of the design's verdict.</summary>
    public required double Alpha { get; init; }

    /// <summary>Confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>Checks sizes, names, values and the work that they mean.</summary>
    /// <exception cref="InvalidParameterException">Names the field.</exception>
    public static AssociationRequest From(AssociateFractionsRequest request)
    {
        Unique("lots", request.Lots, 1000);
        Unique("fractions", request.Fractions.Select(f => f.Name).ToArray(), 1000);
        Unique("readouts", request.Readouts.Select(r => r.Name).ToArray(), 100);
        double[][] fractions = request.Fractions.Select(f => Values("fractions", f, request.Lots.Count)).ToArray();
        double[][] readouts = request.Readouts.Select(r => Values("readouts", r, request.Lots.Count)).ToArray();
        foreach (LotValues fraction in request.Fractions)
        {
            if (fraction.Values.Any(v => v is < 0 or > 1)) throw new InvalidParameterException($"fractions '{fraction.Name}' has a value outside of [0, 1].");
        }

        var options = new MaxTOptions
        {
            ExactLots = Within("exact_lots", request.HasExactLots ? request.ExactLots : 11, 0, PermutationPlan.MaximumExactLots),
            ExactOrders = Within("exact_orders", request.HasExactOrders ? request.ExactOrders : PermutationPlan.MaximumExactOrders, 0, PermutationPlan.MaximumExactOrders),
            Permutations = Within("permutations", request.HasPermutations ? request.Permutations : 100_000, 999, 1_000_000),
            Seed = request.HasSeed ? request.Seed : 1,
        };
        long orders = options.PlanFor(readouts).Permutations, work = orders * fractions.Length * readouts.Length;
        if (work > Work)
            throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"{fractions.Length} fractions, {readouts.Length} readouts and {orders} orders are {work} comparisons, more than {Work} for one call; lower exact_lots, exact_orders or permutations, or test fewer."));
        return new AssociationRequest
        {
            Kind = Method(request.Method), Fractions = fractions, Readouts = readouts, Options = options,
            Alpha = Share("alpha", request.HasAlpha ? request.Alpha : 0.05),
            Confidence = Share("confidence", request.HasConfidence ? request.Confidence : 0.95),
        };
    }

    private static CorrelationKind Method(AssociateFractionsRequest.Types.Method method) => method switch
    {
        AssociateFractionsRequest.Types.Method.Unspecified or AssociateFractionsRequest.Types.Method.Spearman => CorrelationKind.Spearman,
        AssociateFractionsRequest.Types.Method.Pearson => CorrelationKind.Pearson,
        _ => throw new InvalidParameterException($"method is {(int)method}; expected SPEARMAN or PEARSON."),
    };

    private static void Unique(string field, IReadOnlyList<string> names, int most)
    {
        if (names.Count == 0 || names.Count > most) throw new InvalidParameterException($"{field} has {names.Count} entries; expected 1 to {most}.");
        if (names.Any(n => n.Length is 0 or > 1000)) throw new InvalidParameterException($"{field} has an entry without a name, or with one of more than 1000 characters.");
        string? twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new InvalidParameterException($"{field} names '{twice}' twice.");
    }

    private static double[] Values(string field, LotValues values, int lots)
    {
        if (values.Values.Count != lots) throw new InvalidParameterException($"{field} '{values.Name}' has {values.Values.Count} values for {lots} lots.");
        if (values.Values.Any(v => !double.IsFinite(v))) throw new InvalidParameterException($"{field} '{values.Name}' has a value that is not finite; leave lots without a value out.");
        return [.. values.Values];
    }

    private static int Within(string field, int value, int low, int high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    private static long Within(string field, long value, long low, long high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    private static double Share(string field, double value) =>
        value is > 0 and < 1 ? value : throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; expected a share between 0 and 1."));
}
