namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Eight floats in registers: one row of a thread's tile of scores.</summary>
/// <remarks>Passed and returned by value only: ILGPU then takes the fields apart into registers; an array, or a struct whose address is taken, would lie in slow memory.</remarks>
internal struct Float8(Float4 low, Float4 high)
{
    public Float4 Low = low;
    public Float4 High = high;

    /// <summary>a + x * (low, high).</summary>
    public static Float8 MultiplyAdd(Float8 a, float x, Float4 low, Float4 high) => new(
        new Float4(a.Low.X + (x * low.X), a.Low.Y + (x * low.Y), a.Low.Z + (x * low.Z), a.Low.W + (x * low.W)),
        new Float4(a.High.X + (x * high.X), a.High.Y + (x * high.Y), a.High.Z + (x * high.Z), a.High.W + (x * high.W)));

    /// <summary>-x - (low, high).</summary>
    public static Float8 Below(float x, Float4 low, Float4 high) => new(
        new Float4(-x - low.X, -x - low.Y, -x - low.Z, -x - low.W),
        new Float4(-x - high.X, -x - high.Y, -x - high.Z, -x - high.W));

    /// <summary>Eight times the same.</summary>
    public static Float8 Fill(float x) => new(new Float4(x, x, x, x), new Float4(x, x, x, x));

    /// <summary>The largest element.</summary>
    public static float Largest(Float8 a) =>
        MathF.Max(MathF.Max(MathF.Max(a.Low.X, a.Low.Y), MathF.Max(a.Low.Z, a.Low.W)), MathF.Max(MathF.Max(a.High.X, a.High.Y), MathF.Max(a.High.Z, a.High.W)));

    /// <summary>The smallest element.</summary>
    public static float Smallest(Float8 a) =>
        MathF.Min(MathF.Min(MathF.Min(a.Low.X, a.Low.Y), MathF.Min(a.Low.Z, a.Low.W)), MathF.Min(MathF.Min(a.High.X, a.High.Y), MathF.Min(a.High.Z, a.High.W)));

    /// <summary>The larger of each two elements.</summary>
    public static Float8 Max(Float8 a, Float8 b) => new(
        new Float4(MathF.Max(a.Low.X, b.Low.X), MathF.Max(a.Low.Y, b.Low.Y), MathF.Max(a.Low.Z, b.Low.Z), MathF.Max(a.Low.W, b.Low.W)),
        new Float4(MathF.Max(a.High.X, b.High.X), MathF.Max(a.High.Y, b.High.Y), MathF.Max(a.High.Z, b.High.Z), MathF.Max(a.High.W, b.High.W)));

    /// <summary>Whether any element is above its threshold.</summary>
    public static bool AnyAbove(Float8 a, Float8 t) =>
        (a.Low.X > t.Low.X) | (a.Low.Y > t.Low.Y) | (a.Low.Z > t.Low.Z) | (a.Low.W > t.Low.W)
        | (a.High.X > t.High.X) | (a.High.Y > t.High.Y) | (a.High.Z > t.High.Z) | (a.High.W > t.High.W);

    /// <summary>The elements one place further to the front, the first one at the back.</summary>
    public static Float8 Rotate(Float8 a) => new(new Float4(a.Low.Y, a.Low.Z, a.Low.W, a.High.X), new Float4(a.High.Y, a.High.Z, a.High.W, a.Low.X));
}
