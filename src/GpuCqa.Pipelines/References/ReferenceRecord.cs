using System.Text.Json.Serialization;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.References;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.References;

/// <summary>reference.json: what a reference is, without what grows with its cells and genes.</summary>
public sealed record ReferenceRecord
{
    /// <summary>SHA-256 of this document with an empty hash in its place; the document holds the checksum of every other file.</summary>
    [JsonPropertyOrder(-2)]
    public required string Hash { get; init; }

    /// <summary>Version of the layout of the folder.</summary>
    [JsonPropertyOrder(-1)]
    public required int Format { get; init; }

    /// <summary>What the values are.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>Train lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Cells.</summary>
    public required int Cells { get; init; }

    /// <summary>Kept genes.</summary>
    public required int Genes { get; init; }

    /// <summary>Genes that the linear model is of.</summary>
    public required int SelectedGenes { get; init; }

    /// <summary>Genes whose raw values are kept.</summary>
    public required int StoredGenes { get; init; }

    /// <summary>Principal components.</summary>
    public required int Components { get; init; }

    /// <summary>Leading components that neighbours were searched in.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Scaled values above this are set to it.</summary>
    public required double Clip { get; init; }

    /// <summary>Sum of the variances of the scaled, clipped genes.</summary>
    public required double TotalVariance { get; init; }

    /// <summary>Every parameter of the discovery.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>What was done about lots in the embedding.</summary>
    public required AlignmentResult Alignment { get; init; }

    /// <summary>Soft clusters.</summary>
    public required int SoftClusters { get; init; }

    /// <summary>Width of the assignments to soft clusters.</summary>
    public required double SoftSigma { get; init; }

    /// <summary>One entry per resolution.</summary>
    public required IReadOnlyList<ClusteringRecord> Clusterings { get; init; }

    /// <summary>The claims.</summary>
    public required IReadOnlyList<LockedHypothesis> Hypotheses { get; init; }

    /// <summary>Limits of being in the reference, and the error rates they had on train lots left out.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>What undermines the finding.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Every other file of the folder, by name.</summary>
    public required IReadOnlyList<FileChecksum> Files { get; init; }
}
