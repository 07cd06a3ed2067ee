using Google.Protobuf.Collections;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The parameters of a mapping from its message; what is unset takes the command line's default.</summary>
public static class MapFields
{
    private const int MostNeighbors = 10_000, MostSets = 1000;

    private static readonly MapParameters Defaults = new();

    /// <summary>The parameters, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the field.</exception>
    public static MapParameters Read(MapSpec spec) => new MapParameters
    {
        Method = OneOf("map.method", spec.HasMethod ? spec.Method : Defaults.Method, "anchors", "symphony"),
        Preset = OneOf("map.preset", spec.HasPreset ? spec.Preset : Defaults.Preset, "seurat-v4", "seurat-v5"),
        Reduction = OneOf("map.reduction", spec.HasReduction ? spec.Reduction : Defaults.Reduction, "pcaproject", "cca"),
        KAnchor = Whole("map.k_anchor", spec.HasKAnchor ? spec.KAnchor : Defaults.KAnchor, 1, MostNeighbors),
        KFilter = spec.HasKFilter ? Whole("map.k_filter", spec.KFilter, 0, MostNeighbors) : Defaults.KFilter,
        KScore = Whole("map.k_score", spec.HasKScore ? spec.KScore : Defaults.KScore, 1, MostNeighbors),
        KWeight = Whole("map.k_weight", spec.HasKWeight ? spec.KWeight : Defaults.KWeight, 2, MostNeighbors),
        KVote = Whole("map.k_vote", spec.HasKVote ? spec.KVote : Defaults.KVote, 1, MostNeighbors),
        Confidence = Share("map.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
        Roles = Sets("map.roles", spec.Roles),
        Falsification = Sets("map.falsification", spec.Falsification),
        PostHoc = spec.PostHoc,
        KeepAnchors = spec.KeepAnchors,
        Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
    }.Checked();

    private static IReadOnlyList<string> Sets(string field, RepeatedField<string> names) => names.Count <= MostSets ? Names(field, names) : throw new InvalidParameterException($"{field} has {names.Count} entries; expected at most {MostSets}.");
}
