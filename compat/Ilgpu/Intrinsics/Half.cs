namespace ILGPU;

/// <summary>A 16-bit floating-point number; arithmetic is done in 32 bits and rounded.</summary>
public readonly struct Half : IEquatable<Half>, IComparable<Half>
{
    internal Half(ushort rawValue) => RawValue = rawValue;

    internal ushort RawValue { get; }

    public static Half Abs(Half half) => new((ushort)(half.RawValue & 0x7FFF));

    public static bool IsNaN(Half half) => float.IsNaN(half);

    public static bool IsZero(Half half) => (half.RawValue & 0x7FFF) == 0;

    public static bool IsInfinity(Half half) => float.IsInfinity(half);

    public static bool IsPositiveInfinity(Half half) => float.IsPositiveInfinity(half);

    public static bool IsNegativeInfinity(Half half) => float.IsNegativeInfinity(half);

    public static bool IsFinite(Half half) => float.IsFinite(half);

    public bool Equals(Half other) => this == other;

    public int CompareTo(Half other) => ((float)this).CompareTo((float)other);

    public override bool Equals(object? obj) => obj is Half other && Equals(other);

    public override int GetHashCode() => RawValue;

    public override string ToString() => ((float)this).ToString();

    public static Half operator -(Half halfValue) => new((ushort)(halfValue.RawValue ^ 0x8000));

    public static Half operator +(Half first, Half second) => (Half)((float)first + second);

    public static Half operator -(Half first, Half second) => (Half)((float)first - second);

    public static Half operator *(Half first, Half second) => (Half)((float)first * second);

    public static Half operator /(Half first, Half second) => (Half)((float)first / second);

    public static bool operator ==(Half first, Half second) => (float)first == second;

    public static bool operator !=(Half first, Half second) => (float)first != second;

    public static bool operator <(Half first, Half second) => (float)first < second;

    public static bool operator <=(Half first, Half second) => (float)first <= second;

    public static bool operator >(Half first, Half second) => (float)first > second;

    public static bool operator >=(Half first, Half second) => (float)first >= second;

    public static implicit operator float(Half halfValue) => (float)BitConverter.UInt16BitsToHalf(halfValue.RawValue);

    public static implicit operator double(Half halfValue) => (float)halfValue;

    public static explicit operator Half(float floatValue) => new(BitConverter.HalfToUInt16Bits((System.Half)floatValue));

    public static explicit operator Half(double doubleValue) => (Half)(float)doubleValue;
}
