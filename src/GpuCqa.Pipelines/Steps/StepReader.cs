using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Steps;

/// <summary>Reads what <see cref="StepWriter"/> wrote.</summary>
/// <param name="input">The bytes.</param>
/// <param name="end">Where they end: no length that is read may reach beyond.</param>
/// <param name="shelf">Makes an empty shelf for packed cells.</param>
internal sealed class StepReader(Stream input, long end, Func<BlockShelf> shelf)
{
    private readonly byte[] number = new byte[8];

    /// <summary>Reads a value of a type.</summary>
    /// <exception cref="InvalidDataException">The bytes are none of such a value.</exception>
    /// <exception cref="EndOfStreamException">They end before it does.</exception>
    public object? Read(Type type)
    {
        if (StepType.IsPlain(type)) return Plain(type);
        if (type.IsEnum) return Enum.ToObject(type, Plain(Enum.GetUnderlyingType(type)));
        if ((!type.IsValueType || Nullable.GetUnderlyingType(type) is not null) && !Flag()) return null;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Read(inner);
        if (type == typeof(string)) return Text();
        if (StepType.IsDictionary(type)) return Dictionary(type);
        if (StepType.ElementOf(type) is { } element) return List(type, element);
        if (type == typeof(BlockShelf)) return Blocks();
        if (StepType.IsDense(type)) return Matrix(type, nameof(Dense));
        if (StepType.IsSparse(type)) return Matrix(type, nameof(Sparse));
        var shape = StepShape.Of(type);
        return shape.Make([.. shape.Types.Select(Read)]);
    }

    private bool Flag() => input.ReadByte() switch
    {
        0 => false,
        1 => true,
        -1 => throw new EndOfStreamException(),
        _ => throw new InvalidDataException("A flag is neither 0 nor 1."),
    };

    private object Plain(Type type)
    {
        if (type == typeof(double) || type == typeof(long))
        {
            input.ReadExactly(number);
            long bits = BinaryPrimitives.ReadInt64LittleEndian(number);
            return type == typeof(long) ? (object)bits : BitConverter.Int64BitsToDouble(bits);
        }

        Array one = Array.CreateInstance(type, 1);
        Fill(one, type, 1);
        return one.GetValue(0)!;
    }

    private int Length(int bytesEach)
    {
        input.ReadExactly(number);
        long length = BinaryPrimitives.ReadInt64LittleEndian(number);
        if (length < 0 || length > Array.MaxLength || length * bytesEach > end - input.Position) throw new InvalidDataException($"A length of {length} lies beyond the end.");
        return (int)length;
    }

    private string Text()
    {
        byte[] bytes = new byte[Length(1)];
        input.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private System.Collections.IDictionary Dictionary(Type type)
    {
        Type value = type.GetGenericArguments()[1];
        var made = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        for (int left = Length(1); left > 0; left--) made.Add(Text(), Read(value));
        return made;
    }

    private object List(Type type, Type element)
    {
        bool plain = StepType.IsPlain(element);
        Array array = Array.CreateInstance(element, Length(plain ? StepBytes.SizeOf(element) : 1));
        if (plain) Fill(array, element, array.Length);
        else
            for (int i = 0; i < array.Length; i++) array.SetValue(Read(element), i);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, array)! : array;
    }

    private BlockShelf Blocks()
    {
        BlockShelf made = shelf();
        for (int left = Length(1); left > 0; left--)
        {
            byte[] bytes = new byte[Length(1)];
            input.ReadExactly(bytes);
            made.Add(new PackedBlock(bytes));
        }

        return made;
    }

    private object Matrix(Type type, string method) =>
        typeof(StepReader).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [], null)!;

    private DenseMatrix<T> Dense<T>() where T : unmanaged
    {
        (int rows, int columns) = (Length(0), Length(0));
        if ((long)rows * columns * Unsafe.SizeOf<T>() > end - input.Position) throw new InvalidDataException("A matrix lies beyond the end.");
        return new DenseMatrix<T>(rows, columns, Items<T>(rows * columns));
    }

    private CsrMatrix<T> Sparse<T>() where T : unmanaged
    {
        (int rows, int columns) = (Length(0), Length(0));
        int entries = Length(sizeof(int) + Unsafe.SizeOf<T>());
        return new CsrMatrix<T>(rows, columns, Items<long>(rows + 1), Items<int>(entries), Items<T>(entries));
    }

    private T[] Items<T>(int length) where T : unmanaged
    {
        T[] items = new T[length];
        int most = StepWriter.PieceBytes / Unsafe.SizeOf<T>();
        for (int first = 0; first < length; first += most) input.ReadExactly(MemoryMarshal.AsBytes(items.AsSpan(first, Math.Min(most, length - first))));
        return items;
    }

    private void Fill(Array array, Type element, int length) => StepBytes.Pieces(array, element, length, StepWriter.PieceBytes, input.ReadExactly);
}
