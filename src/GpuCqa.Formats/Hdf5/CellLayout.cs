using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Where the cells of a file lie, and what of them is read.</summary>
/// <param name="Rows">Cells.</param>
/// <param name="FileFeatures">Every column of the matrix in the file, for messages.</param>
/// <param name="Features">The columns that are kept.</param>
/// <param name="ColumnMap">New column of each column of the file, or -1; null when all are kept.</param>
/// <param name="Modality">What the values are.</param>
/// <param name="OpenMatrix">Opens the matrix.</param>
/// <param name="OpenBarcodes">Opens the names of the cells.</param>
/// <param name="OpenGroups">Opens the grouping column, or null.</param>
internal sealed record CellLayout(
    int Rows,
    FeatureTable FileFeatures,
    FeatureTable Features,
    int[]? ColumnMap,
    CellModality Modality,
    Func<Hdf5Group, StoredMatrix> OpenMatrix,
    Func<Hdf5Group, FrameColumn> OpenBarcodes,
    Func<Hdf5Group, FrameColumn>? OpenGroups);
