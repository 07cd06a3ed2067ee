using Google.Protobuf.Collections;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>How tables of image features are read, from messages.</summary>
public static class ImageFields
{
    /// <summary>Control cells, checked.</summary>
    /// <param name="field">Field of the message.</param>
    /// <param name="entries">Its entries.</param>
    /// <exception cref="InvalidParameterException">An entry is of another form; names the field.</exception>
    public static IReadOnlyList<string> Controls(string field, RepeatedField<string> entries)
    {
        foreach (string entry in entries.Where(e => e != ImageOptions.AllCells))
        {
            try
            {
                _ = ControlEntry.Parse(entry);
            }
            catch (InvalidParameterException error)
            {
                throw new InvalidParameterException($"{field}: '{entry}' is no entry; expected {ImageOptions.AllCells}, or column=value,... of the control cells.", error);
            }
        }

        return Names(field, entries);
    }

    /// <summary>A limit of |r|, checked.</summary>
    /// <param name="field">Field of the message.</param>
    /// <param name="value">Its value.</param>
    public static double Correlation(string field, double value) => value is > 0 and <= 1 ? value : throw new InvalidParameterException(FormattableString.Invariant($"{field} is {value}; expected more than 0 and at most 1."));

    /// <summary>An expression on names of files, checked; null where it is empty. Groups may be written as Python does.</summary>
    /// <param name="field">Field of the message.</param>
    /// <param name="value">Its value.</param>
    public static string? Metadata(string field, string value)
    {
        if (value.Trim() is not { Length: > 0 } text) return null;
        _ = Pattern(field, text.Replace("(?P<", "(?<", StringComparison.Ordinal));
        return text;
    }

    /// <summary>What a mapping says of its files beyond the reference; null = nothing.</summary>
    public static ImageOptions? Of(MapSpec spec)
    {
        var given = new ImageOptions
        {
            Controls = Controls("map.controls", spec.Controls),
            Plate = SpecInputs.Optional(spec.Plate.Trim()),
            Metadata = Metadata("map.image_metadata", spec.ImageMetadata),
            Objects = Names("map.image_objects", spec.ImageObjects),
        };
        return given.Controls.Count == 0 && given.Plate is null && given.Metadata is null && given.Objects.Count == 0 ? null : given;
    }
}
