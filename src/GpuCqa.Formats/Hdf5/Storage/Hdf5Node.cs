using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>A group or a dataset of a file, with its attributes. It is closed with the file.</summary>
internal abstract class Hdf5Node
{
    private protected Hdf5Node(Hdf5File file, string key, Hdf5Handle handle)
    {
        File = file;
        Key = key;
        Handle = handle;
        file.Own(handle);
    }

    /// <summary>The file that holds it.</summary>
    public Hdf5File File { get; }

    /// <summary>Absolute name within the file, without the last slash; empty for the root.</summary>
    public string Key { get; }

    private protected Hdf5Handle Handle { get; }

    /// <summary>An error that names the file and this key.</summary>
    public BadDataException Bad(string finding) => new(File.Path, Key.Length == 0 ? "/" : Key, finding);

    /// <summary>True when it has the attribute.</summary>
    public bool HasAttribute(string name)
    {
        lock (Hdf5Library.Gate) return H5Data.H5Aexists(Handle, name) > 0;
    }

    /// <summary>The texts of an attribute, or null when there is none or it is not text.</summary>
    public string[]? TextsAttribute(string name) => HasAttribute(name) ? Hdf5Attribute.ReadTexts(this, Handle, name) : null;

    /// <summary>The text of an attribute, or null when there is none or it is not one text.</summary>
    public string? TextAttribute(string name) => TextsAttribute(name) is [string text] ? text : null;

    /// <summary>The integers of an attribute, or null when there is none or it is not made of integers.</summary>
    public long[]? IntegersAttribute(string name) => HasAttribute(name) ? Hdf5Attribute.ReadIntegers(this, Handle, name) : null;
}
