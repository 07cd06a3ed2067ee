namespace IlgpuStandin.Engine.Flat;

/// <summary>The types on the evaluation stack.</summary>
internal static class StackTypes
{
    /// <summary>What a value becomes when it is loaded: small integers widen, pointers are addresses.</summary>
    public static Type Loaded(Type type)
    {
        if (type.IsByRef) return type;
        if (type.IsPointer || type == typeof(nuint)) return typeof(nint);
        if (type.IsEnum) type = Enum.GetUnderlyingType(type);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 => typeof(int),
            TypeCode.Int64 or TypeCode.UInt64 => typeof(long),
            _ => type,
        };
    }

    /// <summary>The result of arithmetic on two values.</summary>
    public static Type Combined(Type first, Type second)
    {
        if (first.IsByRef && second.IsByRef) return typeof(nint);
        if (first.IsByRef) return first;
        if (second.IsByRef) return second;
        if (first == typeof(double) || second == typeof(double)) return typeof(double);
        if (first == typeof(nint) || second == typeof(nint)) return typeof(nint);
        return first;
    }

    /// <summary>The result of a conversion, by the end of its name.</summary>
    public static Type Converted(string name)
    {
        string to = name.Replace(".un", string.Empty, StringComparison.Ordinal).Replace(".ovf", string.Empty, StringComparison.Ordinal)["conv.".Length..];
        return to switch
        {
            "i8" or "u8" => typeof(long),
            "r4" => typeof(float),
            "r8" or "r" => typeof(double),
            "i" or "u" => typeof(nint),
            _ => typeof(int),
        };
    }

    /// <summary>What an indirect load gives, by the end of its name.</summary>
    public static Type Indirect(string name) => name["ldind.".Length..] switch
    {
        "i8" => typeof(long),
        "r4" => typeof(float),
        "r8" => typeof(double),
        "i" => typeof(nint),
        "ref" => throw new FlatUnsupportedException("A managed reference."),
        _ => typeof(int),
    };
}
