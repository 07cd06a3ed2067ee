using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GpuCqa.Formats.References;

/// <summary>The head of an array file of NumPy (format 1.0): element type and shape of the row-major, little-endian values that follow.</summary>
/// <param name="Type">NumPy's name of the element type ("&lt;f8", "|u1").</param>
/// <param name="Shape">Length of each axis.</param>
internal sealed partial record NpyHeader(string Type, int[] Shape)
{
    private const int Align = 64;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(byte)] = "|u1", [typeof(ushort)] = "<u2", [typeof(int)] = "<i4", [typeof(long)] = "<i8", [typeof(float)] = "<f4", [typeof(double)] = "<f8",
    };

    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (n, axis) => checked(n * axis));

    /// <summary>Bytes of a value.</summary>
    public int ElementBytes => Type[2] - '0';

    /// <summary>NumPy's name of a type.</summary>
    public static string NameOf<T>() where T : unmanaged => Names[typeof(T)];

    /// <summary>Writes the head, padded so that the values begin at a multiple of 64 bytes.</summary>
    public void Write(Stream file)
    {
        string shape = string.Concat(Shape.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n}, ")));
        string text = $"{{'descr': '{Type}', 'fortran_order': False, 'shape': ({(Shape.Length == 1 ? shape.TrimEnd() : shape.TrimEnd(',', ' '))}), }}";
        int before = Magic.Length + sizeof(ushort), total = (before + text.Length + 1 + Align - 1) / Align * Align;
        file.Write(Magic);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)(total - before));
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(text.PadRight(total - before - 1) + "\n"));
    }

    /// <summary>Reads the head.</summary>
    /// <exception cref="InvalidDataException">It is no array of this kind.</exception>
    public static NpyHeader Read(Stream file)
    {
        Span<byte> start = stackalloc byte[10];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[..8].SequenceEqual(Magic)) throw new InvalidDataException("is no NumPy array of format 1.0");
        byte[] text = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start[8..])];
        if (file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length) throw new InvalidDataException("ends within its header");
        Match match = Pattern().Match(Encoding.ASCII.GetString(text));
        if (!match.Success || !Names.ContainsValue(match.Groups[1].Value)) throw new InvalidDataException("has a header that this version does not read");
        return new NpyHeader(match.Groups[1].Value, [.. match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);
    }

    [GeneratedRegex(@"^\{'descr': '([<|][a-z][0-9])', 'fortran_order': False, 'shape': \(([0-9]{1,9}(?:, ?[0-9]{1,9})*,?)\), \} *\n$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
