using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Inspection;
using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Formats.Inspection;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Says what is in an HDF5 file of cells.</summary>
public static class Hdf5Inspector
{
    /// <summary>Looks at a file without reading its cells; matrices are sampled.</summary>
    /// <param name="path">A .h5 or .h5ad file.</param>
    /// <exception cref="BadDataException">The file is missing or not HDF5.</exception>
    /// <exception cref="PreconditionException">libhdf5 is not installed; the message says how to install it.</exception>
    public static FileInspection Inspect(string path)
    {
        using var file = Hdf5File.Open(path);
        Hdf5Group root = file.OpenRoot();
        var report = new InspectionReport();
        string kind = Hdf5FileKinds.Of(root) switch
        {
            Hdf5FileKind.AnnData => AnnDataInspection.Describe(root, report),
            Hdf5FileKind.TenxGenomes => TenxInspection.DescribeGenomes(root, report),
            Hdf5FileKind.TenxFeatures => TenxInspection.DescribeFeatures(root, report),
            _ => Unknown(root, report),
        };
        report.Add("file size", file.Length.ToString(CultureInfo.InvariantCulture) + " bytes");
        return new FileInspection(path, kind, report.Lines, report.Warnings) { Refusals = report.Refusals };
    }

    private static string Unknown(Hdf5Group root, InspectionReport report)
    {
        report.Add("root", Hdf5FileKinds.RootWords(root));
        report.Refuse("This is neither a 10x matrix nor h5ad and cannot be read.");
        return "HDF5 file of a layout that is not known";
    }
}
