using System.CommandLine;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Cli.Verbs;

/// <summary>The options that say how tables of image features are read, of every verb that reads them.</summary>
internal sealed class ImageSwitches
{
    private readonly Option<string[]> controls = new("--controls")
    {
        Description = "Image features: control cells by which each plate is brought to one scale (robust z: median and MAD): column=value,... of the cells, their wells or the cohort sheet, or all; repeat for several.",
        HelpName = "column=value",
    };

    private readonly Option<string?> plate = new("--plate") { Description = "Image features: column of the cells, their images or the cohort sheet that names the plate (default: Metadata_Plate, or one plate).", HelpName = "column" };
    private readonly Option<string?> metadata = new("--image-metadata") { Description = "Image features: regular expression on file names of images; its named groups, (?<donor>...), become columns of the cells.", HelpName = "regex" };
    private readonly Option<string[]> objects = new("--image-objects") { Description = "Image features: CellProfiler's objects that are read, the one that is a cell first (default: all; Cells are the cells).", HelpName = "names" };
    private readonly Option<double?> correlation = new("--max-feature-correlation") { Description = "Image features: of features with a larger |r| one is kept; 1 keeps all (default: 0.95 where plates are brought to one scale).", HelpName = "r" };

    /// <summary>Adds them to a discovery.</summary>
    public void AddTo(Command command)
    {
        AddTable(command);
        command.Options.Add(correlation);
    }

    /// <summary>Adds those that say what a table holds; what else is done is a reference's.</summary>
    public void AddTable(Command command)
    {
        foreach (Option option in (Option[])[controls, plate, metadata, objects]) command.Options.Add(option);
    }

    /// <summary>A discovery's parameters with what was asked of image features.</summary>
    /// <exception cref="InvalidParameterException">An entry is of another form, or a limit out of range.</exception>
    public DiscoverParameters Read(ParseResult parsed, DiscoverParameters parameters)
    {
        string[] control = Controls(parsed);
        double? limit = parsed.GetValue(correlation);
        if (limit is not null and not (> 0 and <= 1)) throw new InvalidParameterException(FormattableString.Invariant($"--max-feature-correlation is {limit}; expected more than 0 and at most 1."));
        return parameters with { Controls = control, Plate = Named(parsed, plate), ImageMetadata = Named(parsed, metadata), ImageObjects = OptionValues.List(parsed.GetValue(objects)), MaxFeatureCorrelation = limit };
    }

    /// <summary>What was asked of new files beyond what a reference says; null = nothing.</summary>
    public ImageOptions? Read(ParseResult parsed)
    {
        var given = new ImageOptions { Controls = Controls(parsed), Plate = Named(parsed, plate), Metadata = Named(parsed, metadata), Objects = OptionValues.List(parsed.GetValue(objects)) };
        return given.Controls.Count == 0 && given.Plate is null && given.Metadata is null && given.Objects.Count == 0 ? null : given;
    }

    private string[] Controls(ParseResult parsed)
    {
        string[] control = parsed.GetValue(controls) ?? [];
        foreach (string entry in control.Where(c => c != ImageOptions.AllCells)) _ = ControlEntry.Parse(entry);
        return control;
    }

    private static string? Named(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } value ? null
        : value.Trim().Length > 0 ? value.Trim() : throw new InvalidParameterException($"{option.Name} is empty.");
}
