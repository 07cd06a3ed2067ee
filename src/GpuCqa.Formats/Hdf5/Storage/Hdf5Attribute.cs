using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>Reads attributes: small values that hang on a group or dataset.</summary>
internal static unsafe class Hdf5Attribute
{
    /// <summary>Most elements of an attribute; a table with more columns is refused.</summary>
    private const long MostElements = 1 << 18;

    /// <summary>Most bytes of a text of fixed length.</summary>
    private const long MostTextBytes = 1 << 16;

    internal static long[]? ReadIntegers(Hdf5Node node, Hdf5Handle owner, string name)
    {
        lock (Hdf5Library.Gate)
        {
            using AttributeHandle attribute = Open(node, owner, name);
            using TypeHandle type = H5Data.H5Aget_type(attribute);
            if (Hdf5Type.Describe(type).Kind is not (Hdf5Kind.Integer or Hdf5Kind.Flag)) return null;
            var values = new long[Elements(node, attribute, name)];
            fixed (long* at = values)
            {
                if (values.Length > 0 && H5Data.H5Aread(attribute, Hdf5Session.Int64, at) < 0) throw Unreadable(node, name);
            }

            return values;
        }
    }

    internal static string[]? ReadTexts(Hdf5Node node, Hdf5Handle owner, string name)
    {
        lock (Hdf5Library.Gate)
        {
            using AttributeHandle attribute = Open(node, owner, name);
            using TypeHandle type = H5Data.H5Aget_type(attribute);
            Hdf5Type described = Hdf5Type.Describe(type);
            int count = Elements(node, attribute, name);
            if (described.Kind != Hdf5Kind.Text) return count == 0 ? [] : null;
            if (count == 0) return [];
            return described.IsVariable ? ReadVariable(node, attribute, name, count) : ReadFixed(node, attribute, type, described.Size, name, count);
        }
    }

    private static string[] ReadVariable(Hdf5Node node, AttributeHandle attribute, string name, int count)
    {
        var references = new byte[TextReferences.Size * count];
        using TypeHandle memory = TextReferences.MemoryType();
        fixed (byte* at = references)
        {
            if (H5Data.H5Aread(attribute, memory, at) < 0) throw Unreadable(node, name);
        }

        var texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            texts[i] = node.File.Heap.Read(references.AsSpan(i * TextReferences.Size, TextReferences.Size), out string? fault);
            if (fault is not null) throw node.Bad($"attribute '{name}', element {i}, {fault}");
        }

        return texts;
    }

    private static string[] ReadFixed(Hdf5Node node, AttributeHandle attribute, TypeHandle type, long size, string name, int count)
    {
        if (size > MostTextBytes || size * count > MostElements) throw node.Bad($"attribute '{name}' holds {count} texts of {size} bytes, more than any file of cells needs");
        var bytes = new byte[size * count];
        fixed (byte* at = bytes)
        {
            if (H5Data.H5Aread(attribute, type, at) < 0) throw Unreadable(node, name);
        }

        var texts = new string[count];
        for (int i = 0; i < count; i++) texts[i] = Hdf5Text.Decode(bytes.AsSpan((int)(i * size), (int)size));
        return texts;
    }

    private static AttributeHandle Open(Hdf5Node node, Hdf5Handle owner, string name)
    {
        AttributeHandle attribute = H5Data.H5Aopen(owner, name, PropertyListHandle.Default);
        return attribute.IsInvalid ? throw Unreadable(node, name) : attribute;
    }

    private static int Elements(Hdf5Node node, AttributeHandle attribute, string name)
    {
        using SpaceHandle space = H5Data.H5Aget_space(attribute);
        Int128 count = Hdf5Extent.Elements(Hdf5Extent.Of(space));
        return count <= MostElements ? (int)count : throw node.Bad($"attribute '{name}' promises {count} elements, more than any file of cells needs");
    }

    private static Core.Errors.BadDataException Unreadable(Hdf5Node node, string name) => node.Bad($"attribute '{name}' cannot be read ({Hdf5Errors.Describe()})");
}
