using System.Runtime.InteropServices;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>The element type of a dataset or attribute.</summary>
/// <param name="Kind">What an element is.</param>
/// <param name="Size">Bytes of an element in the file's layout.</param>
/// <param name="IsVariable">True for texts of variable length.</param>
/// <param name="IsSigned">True for integers that may be negative.</param>
/// <param name="Members">Names of the members of a compound, in order; else none.</param>
/// <param name="Width">Elements of an array type; else 1.</param>
internal sealed record Hdf5Type(Hdf5Kind Kind, long Size, bool IsVariable, bool IsSigned, string[] Members, long Width = 1)
{
    private const int MostMembers = 1 << 16;

    /// <summary>The type in numpy's words ("int32", "text", "bool").</summary>
    public string Words => Kind switch
    {
        Hdf5Kind.Integer => (IsSigned ? "int" : "uint") + (Size * 8),
        Hdf5Kind.Float => "float" + (Size * 8),
        Hdf5Kind.Text => IsVariable ? "text" : $"text of {Size} bytes",
        Hdf5Kind.Flag => "bool",
        Hdf5Kind.Compound => $"compound of {Members.Length}",
        Hdf5Kind.Array => "array",
        _ => "a type that no reader here knows",
    };

    /// <summary>Describes a type. Call under the gate.</summary>
    internal static Hdf5Type Describe(TypeHandle type)
    {
        long size = (long)H5Types.H5Tget_size(type);
        Hdf5Type Plain(Hdf5Kind kind) => new(kind, size, false, false, []);
        return H5Types.H5Tget_class(type) switch
        {
            0 => new Hdf5Type(Hdf5Kind.Integer, size, false, H5Types.H5Tget_sign(type) == 1, []),
            1 => Plain(Hdf5Kind.Float),
            3 => new Hdf5Type(Hdf5Kind.Text, size, H5Types.H5Tis_variable_str(type) > 0, false, []),
            6 => new Hdf5Type(Hdf5Kind.Compound, size, false, false, MemberNames(type)),
            8 => IsFlag(type) ? Plain(Hdf5Kind.Flag) : Plain(Hdf5Kind.Other),
            10 => Plain(Hdf5Kind.Array) with { Width = ArrayWidth(type, size) },
            _ => Plain(Hdf5Kind.Other),
        };
    }

    private static long ArrayWidth(TypeHandle type, long size)
    {
        using TypeHandle element = H5Types.H5Tget_super(type);
        return size / Math.Max(1, (long)H5Types.H5Tget_size(element));
    }

    private static bool IsFlag(TypeHandle type) => MemberNames(type) is { Length: 2 or 3 } names && names.Contains("FALSE") && names.Contains("TRUE");

    private static unsafe string[] MemberNames(TypeHandle type)
    {
        int count = Math.Clamp(H5Types.H5Tget_nmembers(type), 0, MostMembers);
        var names = new string[count];
        for (int i = 0; i < count; i++)
        {
            byte* name = H5Types.H5Tget_member_name(type, (uint)i);
            names[i] = Marshal.PtrToStringUTF8((nint)name) ?? "";
            _ = H5Base.H5free_memory(name);
        }

        return names;
    }
}
