using GpuCqa.Api.V1;

namespace GpuCqa.Service.Results;

/// <summary>Columns of result tables; a width above 1 makes a matrix of the column.</summary>
public static class Columns
{
    /// <summary>UTF-8 text.</summary>
    public static ColumnSchema Text(string name) => Of(name, ElementType.Utf8, 1);

    /// <summary>32-bit floating point.</summary>
    public static ColumnSchema Float32(string name, int width = 1) => Of(name, ElementType.Float32, width);

    /// <summary>64-bit floating point.</summary>
    public static ColumnSchema Float64(string name, int width = 1) => Of(name, ElementType.Float64, width);

    /// <summary>32-bit integers.</summary>
    public static ColumnSchema Int32(string name, int width = 1) => Of(name, ElementType.Int32, width);

    /// <summary>64-bit integers.</summary>
    public static ColumnSchema Int64(string name, int width = 1) => Of(name, ElementType.Int64, width);

    internal static int BytesOf(ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float64 or ElementType.Int64 => 8,
        _ => throw new ArgumentException($"{type} has no fixed size.", nameof(type)),
    };

    private static ColumnSchema Of(string name, ElementType type, int width) => new() { Name = name, ElementType = type, Width = width };
}
