using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads back how image features were brought to one scale; medians and spreads themselves are not in a result folder.</summary>
internal static class ImageReader
{
    /// <summary>Null where the folder has none.</summary>
    public static ImageScaling? Read(FolderFiles files)
    {
        if (!files.Has(ResultTables.ImageFeatures.File)) return null;
        var measured = new List<ImageFeature>();
        files.Read(ResultTables.ImageFeatures.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                measured.Add(new ImageFeature(csv.Text(c("feature")) ?? "", csv.Text(c("fate")) ?? "", csv.Integer(c("missing")), csv.Integer(c("infinite")), csv.Text(c("constant_on"))?.Split(';') ?? [],
                    csv.Text(c("stand_in")), csv.Number(c("correlation"))));
            }
        });
        var plates = new List<PlateScale>();
        files.Read(ResultTables.ImagePlates.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read()) plates.Add(new PlateScale(csv.Text(c("plate")) ?? "", csv.Text(c("lots"))?.Split(';') ?? [], csv.Integer(c("cells")), csv.Integer(c("controls")), [], []));
        });
        var sizes = new List<SizeLimits>();
        files.Read(ResultTables.ImageLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                if (csv.Number(c("smallest_area")) is var lowest && !double.IsNaN(lowest)) sizes.Add(new SizeLimits(csv.Text(c("lot")) ?? "", lowest, csv.Number(c("largest_area"))));
            }
        });
        return new ImageScaling([.. measured.Where(f => f.Fate == ImageFeature.Kept).Select(f => f.Name)], measured, plates, null, sizes);
    }

    /// <summary>Lots with what quality control removed of their image cells.</summary>
    public static List<LotResult> Lots(FolderFiles files, List<LotResult> lots)
    {
        if (!files.Has(ResultTables.ImageLots.File)) return lots;
        var removed = new Dictionary<string, (int Unmeasured, int Size)>(StringComparer.Ordinal);
        files.Read(ResultTables.ImageLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read()) removed[csv.Text(c("lot")) ?? ""] = (csv.Integer(c("removed_unmeasured")), csv.Integer(c("removed_size")));
        });
        return [.. lots.Select(l => removed.TryGetValue(l.Name, out (int Unmeasured, int Size) of) ? l with { RemovedUnmeasured = of.Unmeasured, RemovedSize = of.Size } : l)];
    }
}
