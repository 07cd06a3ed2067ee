using GpuCqa.Formats.Hdf5.AnnData;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Inspection;

/// <summary>Describes h5ad files.</summary>
internal static class AnnDataInspection
{
    private const int ShownCategories = 12;

    internal static string Describe(Hdf5Group root, InspectionReport report)
    {
        var file = new AnnDataFile(root);
        report.Try(() => report.Add("cells", file.Cells.Length));
        report.Try(() => report.Add("genes", file.Genes.Length));
        bool counts = false;
        foreach (MatrixChoice choice in MatrixChoice.All(file)) counts |= report.AddMatrix(choice.Name, () => choice.Open(file));
        if (!counts) report.Refuse("No matrix of this file looks like counts; discovery needs counts.");
        report.Try(() => AddColumns(report, "obs column", file.Cells));
        report.Try(() => AddColumns(report, "var column", file.Genes));
        report.Try(() => AddRepeats(report, file.Cells));
        foreach (string part in (string[])["obsm", "varm", "obsp", "varp"]) report.Try(() => AddMembers(report, part, root.Find(part)));
        report.Try(() =>
        {
            if (root.Find("uns") is Hdf5Group uns && uns.Names() is { Length: > 0 } names) report.Add("uns", string.Join(", ", names));
        });
        return file.VersionWords;
    }

    private static void AddColumns(InspectionReport report, string title, Frame frame)
    {
        foreach (string name in frame.Names)
        {
            report.Try(() =>
            {
                FrameColumn? column = frame.Find(name);
                string words = column is CategoryColumn { Names: var categories } && categories.Length <= ShownCategories
                    ? $"{column.Words} ({string.Join(", ", categories)})"
                    : column?.Words ?? "of a kind that is not read";
                report.Add(title, $"{name}: {words}");
            });
        }
    }

    /// <summary>Lots that were concatenated repeat barcodes; the columns within which they are unique can name the lots.</summary>
    private static void AddRepeats(InspectionReport report, Frame cells)
    {
        string[] names = cells.Index.ReadAll();
        int repeats = names.Length - names.Distinct(StringComparer.Ordinal).Count();
        if (repeats == 0) return;
        string[] within = [.. cells.Names.Where(n => cells.Find(n) is CategoryColumn { Names.Length: > 1 } column && column.Length == names.Length && names.Zip(column.ReadAll()).Distinct().Count() == names.Length)];
        string sentence = $"{repeats} of {names.Length} barcodes are repeats";
        if (within.Length > 0) report.Warn($"{sentence}; they are unique within {string.Join(", ", within)}: name the column of lots with --lot-column.");
        else report.Refuse($"{sentence}, in no obs column of categories are they unique; barcodes must be unique within a lot.");
    }

    private static void AddMembers(InspectionReport report, string part, Hdf5Node? node)
    {
        switch (node)
        {
            case Hdf5Group group:
                foreach (string name in group.Names()) report.Try(() => report.Add(part, $"{name}: {Words(group.Find(name))}"));
                break;
            case Hdf5Dataset { Type.Kind: Hdf5Kind.Compound } old:
                foreach (string name in old.Type.Members) report.Add(part, $"{name}: {old.Extent[0]} x {old.Member(name)!.Type.Width}");
                break;
        }
    }

    private static string Words(Hdf5Node? node) => node switch
    {
        Hdf5Dataset dataset => $"{dataset.ShapeWords}, {dataset.Type.Words}",
        Hdf5Group group when group.IntegersAttribute("shape") is { } shape => $"{string.Join(" x ", shape)}, {group.TextAttribute("encoding-type")}",
        Hdf5Group group => group.TextAttribute("encoding-type") ?? "group",
        _ => "missing",
    };
}
