using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A mapping as a message; every parameter is written out, so that a server of another version computes with the same.</summary>
public static class MapMessage
{
    /// <summary>The message.</summary>
    public static MapSpec Of(string cohort, string reference, MapParameters parameters, CellFileOptions files, ReportLanguage language)
    {
        var spec = new MapSpec
        {
            Cohort = cohort,
            Reference = reference,
            Read = new ReadOptions { Genome = files.Genome ?? "", Layer = files.Layer ?? "", UseRaw = files.UseRaw, CellColumn = files.IdColumn ?? "" },
            Method = parameters.Method,
            Preset = parameters.Preset,
            Reduction = parameters.Reduction,
            KAnchor = parameters.KAnchor,
            KScore = parameters.KScore,
            KWeight = parameters.KWeight,
            KVote = parameters.KVote,
            Confidence = parameters.Confidence,
            Roles = { parameters.Roles },
            Falsification = { parameters.Falsification },
            PostHoc = parameters.PostHoc,
            KeepAnchors = parameters.KeepAnchors,
            Seed = parameters.Seed,
            ReportLanguage = language.Code(),
        };
        if (files.Images is { } images)
        {
            spec.ImageMetadata = images.Metadata ?? "";
            spec.Plate = images.Plate ?? "";
            spec.Controls.Add(images.Controls);
            spec.ImageObjects.Add(images.Objects);
        }

        if (parameters.KFilter is { } filter) spec.KFilter = filter;
        return spec;
    }
}
