using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The columns of image_features.csv, image_plates.csv and image_lots.csv.</summary>
internal static class ImageColumns
{
    private const string Where = "only where measurements of images were brought to the scale of their plates";

    /// <summary>A row a measured feature.</summary>
    public static TableDefinition Features() =>
        new Table<DiscoveryResult, ImageFeature>("image_features.csv", Say("image features: kept, left out and why", "画像特徴量: 採用・除外とその理由"), $"One row per measured image feature that every file has, {Where}.", r => r.Map.Images!.Measured)
            { When = r => r.Map.Images is not null }
            .Text("feature", "Name of the feature.", f => f.Name)
            .Text("fate", "kept; missing (more than 5 % of the cells lack it); constant (no spread among the controls of some plate); redundant (a kept feature correlates with it above the limit).", f => f.Fate)
            .Integer("missing", "Cells of lots without a finite value.", f => f.Missing)
            .Integer("infinite", "Those of them whose value is infinite.", f => f.Infinite)
            .Text("constant_on", "Plates whose controls have no spread of it, separated by semicolons; empty when none.", f => f.Constant.Count == 0 ? null : string.Join(';', f.Constant))
            .Text("stand_in", "The kept feature that a redundant one correlates with most; empty for others.", f => f.StandIn)
            .Number("correlation", "Pearson's r with it over scaled cells; empty for others.", f => f.Correlation);

    /// <summary>A row a plate.</summary>
    public static TableDefinition Plates() =>
        new Table<DiscoveryResult, PlateScale>("image_plates.csv", Say("plates of image cells and their controls", "画像細胞のプレートと対照"), $"One row per plate, {Where}.", r => r.Map.Images!.Plates)
            { When = r => r.Map.Images is not null }
            .Text("plate", "Name of the plate.", p => p.Plate)
            .Text("lots", "Lots with cells on it, separated by semicolons.", p => string.Join(';', p.Lots))
            .Integer("cells", "Cells of lots on it.", p => p.Cells)
            .Integer("controls", "Control cells on it, by whose medians and spreads its values are scaled.", p => p.Controls);

    /// <summary>A row a lot.</summary>
    public static TableDefinition Lots() =>
        new Table<DiscoveryResult, (LotResult Lot, SizeLimits? Limits)>("image_lots.csv", Say("quality control of image cells", "画像細胞の品質管理"), $"One row per lot, {Where}: image cells that quality control removed.",
                r => r.Map.Lots.Select(l => (l, r.Map.Images!.Sizes.FirstOrDefault(s => s.Lot == l.Name))))
            { When = r => r.Map.Images is not null }
            .Text("lot", "Name of the lot.", r => r.Lot.Name)
            .Integer("cells_read", "Cells of the lot.", r => r.Lot.CellsRead)
            .Integer("cells_kept", "Cells that passed.", r => r.Lot.CellsKept)
            .Integer("removed_unmeasured", "Cells removed because more than a fifth of the kept features could not be measured.", r => r.Lot.RemovedUnmeasured)
            .Integer("removed_size", "Cells removed for their area: debris, or several cells that were not told apart.", r => r.Lot.RemovedSize)
            .Number("smallest_area", "Smallest area that is kept (median less mads x spread, of the lot's areas on a logarithmic scale); empty without an area.", r => r.Limits?.Lowest ?? double.NaN)
            .Number("largest_area", "Largest area that is kept.", r => r.Limits?.Highest ?? double.NaN);
}
