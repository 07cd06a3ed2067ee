namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>What the elements of a dataset are.</summary>
internal enum Hdf5Kind
{
    Integer,
    Float,
    Text,

    /// <summary>h5py's boolean: an enumeration of FALSE and TRUE.</summary>
    Flag,
    Compound,
    Array,
    Other,
}
