namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>An open file.</summary>
internal sealed class FileHandle : Hdf5Handle;

/// <summary>An open group.</summary>
internal sealed class GroupHandle : Hdf5Handle;

/// <summary>An open dataset.</summary>
internal sealed class DatasetHandle : Hdf5Handle;

/// <summary>An open attribute.</summary>
internal sealed class AttributeHandle : Hdf5Handle;

/// <summary>An object of a kind that is not known before it is open.</summary>
internal sealed class ObjectHandle : Hdf5Handle;

/// <summary>A property list.</summary>
internal sealed class PropertyListHandle : Hdf5Handle
{
    /// <summary>H5P_DEFAULT.</summary>
    public static PropertyListHandle Default { get; } = Zero();

    private static PropertyListHandle Zero()
    {
        var list = new PropertyListHandle();
        list.SetHandle(0);
        return list;
    }
}

/// <summary>A data space: an extent and what is selected of it.</summary>
internal sealed class SpaceHandle : Hdf5Handle
{
    /// <summary>H5S_ALL: the whole extent.</summary>
    public static SpaceHandle All { get; } = Zero();

    private static SpaceHandle Zero()
    {
        var space = new SpaceHandle();
        space.SetHandle(0);
        return space;
    }
}

/// <summary>A data type: one that we made or opened, or a predefined one that the library owns.</summary>
internal sealed class TypeHandle : Hdf5Handle
{
    private bool borrowed;

    /// <summary>Wraps a type that the library owns; releasing the handle does nothing.</summary>
    public static TypeHandle Predefined(long id)
    {
        var type = new TypeHandle { borrowed = true };
        type.SetHandle((nint)id);
        return type;
    }

    protected override bool ReleaseHandle() => borrowed || base.ReleaseHandle();
}
