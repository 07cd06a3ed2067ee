using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>Plates and controls where columns of the cohort sheet name them, rather than columns of the cells.</summary>
public sealed class PlateColumns
{
    private readonly ImageOptions options;

    private PlateColumns(ImageOptions options, IReadOnlyList<Lot> controls)
    {
        this.options = options;
        ControlLots = controls;
    }

    /// <summary>Lots whose cells are controls, in sheet order.</summary>
    public IReadOnlyList<Lot> ControlLots { get; }

    /// <summary>How image features are read, as parameters say it; null = they are taken as they are.</summary>
    /// <param name="parameters">Parameters of a discovery, or of the reference that is mapped onto.</param>
    public static ImageOptions? Options(DiscoverParameters parameters) => !parameters.AsksForPlates() ? null : new ImageOptions
    {
        Metadata = parameters.ImageMetadata,
        Plate = parameters.Plate,
        Controls = parameters.Controls.Count > 0 ? parameters.Controls : [ImageOptions.AllCells],
        Objects = parameters.ImageObjects,
    };

    /// <summary>Looks which of the named columns are the sheet's; what is a column of both is the sheet's.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="options">How image features are read, or null.</param>
    /// <exception cref="NotFoundException">No lot has a value that is named for controls.</exception>
    /// <exception cref="BadDataException">A lot has no plate.</exception>
    public static PlateColumns? Of(Cohort cohort, ImageOptions? options)
    {
        if (options is null) return null;
        var controls = new List<Lot>();
        var left = new List<string>();
        foreach (string entry in options.Controls)
        {
            (string column, IReadOnlyList<string> values) = entry == ImageOptions.AllCells ? ("", []) : ControlEntry.Parse(entry);
            if (ColumnNames.Match(column, cohort.Headers) is not { } name)
            {
                left.Add(entry);
                continue;
            }

            Lot[] of = [.. cohort.Lots.Where(l => values.Contains(l.Columns[name]))];
            if (of.Length == 0) throw new NotFoundException($"--controls '{entry}': no lot of {cohort.SheetPath} has {string.Join(" or ", values)} in its column {name}; it holds {string.Join(", ", cohort.Lots.Select(l => l.Columns[name]).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Take(20))}.");
            controls.AddRange(of.Where(l => !controls.Contains(l)));
        }

        Dictionary<string, string>? plates = null;
        if (options.Plate is { } plate && ColumnNames.Match(plate, cohort.Headers) is { } sheet)
        {
            plates = cohort.Lots.ToDictionary(l => l.Name, l => l.Columns[sheet], StringComparer.Ordinal);
        }

        return new PlateColumns(options with { Controls = left, PlateOfLot = plates, ControlLots = [.. controls.Select(l => l.Name)] }, controls);
    }

    /// <summary>How a file is read.</summary>
    /// <param name="lot">The lot of its cells, or null where cells name theirs.</param>
    public ImageOptions For(string? lot) => options with { Lot = lot };
}
