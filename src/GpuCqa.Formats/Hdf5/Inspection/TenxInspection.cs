using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Formats.Hdf5.Tenx;

namespace GpuCqa.Formats.Hdf5.Inspection;

/// <summary>Describes Cell Ranger's HDF5 matrices.</summary>
internal static class TenxInspection
{
    internal static string DescribeGenomes(Hdf5Group root, InspectionReport report)
    {
        string[] genomes = Hdf5FileKinds.Genomes(root);
        report.Add("genomes", string.Join(", ", genomes));
        if (genomes.Length > 1) report.Warn("The file holds several genomes; choose one with --genome.");
        foreach (string genome in genomes) report.AddMatrix(genome, () => TenxLayout.OpenMatrix(root.Group(genome)));
        AddChemistry(root, report);
        return "10x HDF5, v2 (Cell Ranger 2 and before)";
    }

    internal static string DescribeFeatures(Hdf5Group root, InspectionReport report)
    {
        Hdf5Group matrix = root.Group("matrix"), features = matrix.Group("features");
        report.AddMatrix("matrix", () => TenxLayout.OpenMatrix(matrix));
        report.Try(() => AddTally(report, "feature type", features.Find("feature_type") as Hdf5Dataset));
        report.Try(() =>
        {
            if (AddTally(report, "genome", features.Find("genome") as Hdf5Dataset) > 1) report.Warn("The file holds several genomes; choose one with --genome.");
        });
        AddChemistry(root, report);
        return "10x HDF5, v3 (Cell Ranger 3 and later)";
    }

    private static int AddTally(InspectionReport report, string title, Hdf5Dataset? values)
    {
        if (values is null) return 0;
        var tally = values.ReadAllTexts().Where(v => v.Length > 0).GroupBy(v => v, StringComparer.Ordinal).ToList();
        foreach (var one in tally) report.Add(title, $"{one.Key}: {one.Count()} features");
        return tally.Count;
    }

    private static void AddChemistry(Hdf5Group root, InspectionReport report) => report.Try(() =>
    {
        if (root.TextAttribute("chemistry_description") is { Length: > 0 } chemistry) report.Add("chemistry", chemistry);
        if (root.TextsAttribute("library_ids") is { Length: > 0 } libraries) report.Add("libraries", string.Join(", ", libraries));
    });
}
