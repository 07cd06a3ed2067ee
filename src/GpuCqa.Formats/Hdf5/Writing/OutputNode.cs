using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>A group or dataset that is being written, with its attributes.</summary>
internal abstract unsafe class OutputNode
{
    private readonly Hdf5Handle handle;

    private protected OutputNode(Hdf5Output file, string key, Hdf5Handle handle)
    {
        File = file;
        Key = key;
        this.handle = handle;
    }

    private protected Hdf5Output File { get; }

    internal string Key { get; }

    /// <summary>Adds an attribute of one text.</summary>
    internal void Set(string name, string text)
    {
        lock (Hdf5Library.Gate)
        {
            using SpaceHandle scalar = H5Data.H5Screate(0);
            SetTexts(name, scalar, [text]);
        }
    }

    /// <summary>Adds an attribute of several texts, or of none.</summary>
    internal void Set(string name, IReadOnlyList<string> texts)
    {
        lock (Hdf5Library.Gate)
        {
            ulong count = (ulong)texts.Count;
            using SpaceHandle space = H5Data.H5Screate_simple(1, &count, null);
            SetTexts(name, space, texts);
        }
    }

    /// <summary>Adds an attribute of numbers.</summary>
    internal void Set<T>(string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        lock (Hdf5Library.Gate)
        {
            ulong count = (ulong)values.Length;
            using SpaceHandle space = H5Data.H5Screate_simple(1, &count, null);
            using TypeHandle type = OutputType.Of<T>();
            fixed (T* at = values) SetValues(name, space, type, at);
        }
    }

    /// <summary>Adds an attribute of one boolean.</summary>
    internal void Set(string name, bool value)
    {
        lock (Hdf5Library.Gate)
        {
            using SpaceHandle scalar = H5Data.H5Screate(0);
            using TypeHandle type = OutputType.Of<bool>();
            SetValues(name, scalar, type, &value);
        }
    }

    /// <summary>Says how anndata is to read this.</summary>
    internal void Encode(string kind, string version)
    {
        Set("encoding-type", kind);
        Set("encoding-version", version);
    }

    private void SetTexts(string name, SpaceHandle space, IReadOnlyList<string> texts)
    {
        using TypeHandle type = OutputType.Text();
        using var native = new NativeTexts(texts);
        fixed (nint* at = native.Pointers) SetValues(name, space, type, at);
    }

    private void SetValues(string name, SpaceHandle space, TypeHandle type, void* values)
    {
        using AttributeHandle attribute = H5Data.H5Acreate2(handle, name, type, space, PropertyListHandle.Default, PropertyListHandle.Default);
        File.Require(attribute.IsInvalid ? -1 : 0, $"{Key}@{name}");
        // An attribute of no elements has nothing to write.
        if (values != null) File.Require(H5Data.H5Awrite(attribute, type, values), $"{Key}@{name}");
    }
}
