using System.Buffers.Binary;
using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Steps;

/// <summary>Writes what a step made, every bit of it; <see cref="StepReader"/> reads it back as the same type.</summary>
/// <param name="output">Takes the bytes; large arrays come in pieces, without a copy.</param>
internal sealed class StepWriter(Stream output)
{
    /// <summary>Bytes of an array that are written at a time.</summary>
    public const int PieceBytes = 1 << 20;

    private readonly byte[] number = new byte[8];

    /// <summary>Writes a value by the type that it is declared as.</summary>
    /// <exception cref="NotSupportedException">Values of the type cannot be kept.</exception>
    public void Write(Type type, object? value)
    {
        if (StepType.IsPlain(type) || type.IsEnum)
        {
            Plain(type.IsEnum ? Enum.GetUnderlyingType(type) : type, value!);
            return;
        }

        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
        {
            output.WriteByte(value is null ? (byte)0 : (byte)1);
            if (value is null) return;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner) Write(inner, value);
        else if (type == typeof(string)) Text((string)value!);
        else if (StepType.IsDictionary(type)) Dictionary(type, (IEnumerable)value!);
        else if (StepType.ElementOf(type) is { } element) List(element, (IEnumerable)value!);
        else if (type == typeof(BlockShelf)) Blocks((BlockShelf)value!);
        else if (StepType.IsDense(type)) Matrix(type, nameof(Dense), value!);
        else if (StepType.IsSparse(type)) Matrix(type, nameof(Sparse), value!);
        else Shape(type, value!);
    }

    private void Shape(Type type, object value)
    {
        if (value.GetType() != type) throw StepShape.Refused(value.GetType(), $"it is declared as {type}");
        var shape = StepShape.Of(type);
        foreach ((Type part, object? of) in shape.Types.Zip(shape.Parts(value))) Write(part, of);
    }

    private void Plain(Type type, object value)
    {
        switch (value)
        {
            case double d when type == typeof(double):
                Long(BitConverter.DoubleToInt64Bits(d));
                return;
            case long l when type == typeof(long):
                Long(l);
                return;
            case int i when type == typeof(int):
                BinaryPrimitives.WriteInt32LittleEndian(number, i);
                output.Write(number, 0, sizeof(int));
                return;
        }

        Array one = Array.CreateInstance(type, 1);
        one.SetValue(Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture), 0);
        Bytes(one, type, 1);
    }

    private void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        output.Write(number, 0, sizeof(long));
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Long(bytes.Length);
        output.Write(bytes);
    }

    private void Dictionary(Type type, IEnumerable pairs)
    {
        (object Pair, string Key)[] all = [.. pairs.Cast<object>().Select(p => (p, (string)p.GetType().GetProperty("Key")!.GetValue(p)!)).OrderBy(p => p.Item2, StringComparer.Ordinal)];
        Long(all.Length);
        foreach ((object pair, string key) in all)
        {
            Text(key);
            Write(type.GetGenericArguments()[1], pair.GetType().GetProperty("Value")!.GetValue(pair));
        }
    }

    private void List(Type element, IEnumerable values)
    {
        if (StepType.IsPlain(element))
        {
            Array array = values as Array ?? ArrayOf(element, [.. values.Cast<object>()]);
            Long(array.Length);
            Bytes(array, element, array.Length);
            return;
        }

        object?[] all = values as object?[] ?? [.. values.Cast<object?>()];
        Long(all.Length);
        foreach (object? value in all) Write(element, value);
    }

    private void Blocks(BlockShelf shelf)
    {
        Long(shelf.Count);
        foreach (PackedBlock block in shelf.Packed())
        {
            Long(block.Bytes.Length);
            output.Write(block.Bytes);
        }
    }

    private void Matrix(Type type, string method, object value) =>
        typeof(StepWriter).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type.GetGenericArguments()[0])
            .Invoke(this, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [value], null);

    private void Dense<T>(DenseMatrix<T> matrix) where T : unmanaged
    {
        Long(matrix.Rows);
        Long(matrix.Columns);
        Items(matrix.Values.AsSpan());
    }

    private void Sparse<T>(CsrMatrix<T> matrix) where T : unmanaged
    {
        Long(matrix.Rows);
        Long(matrix.Columns);
        Long(matrix.NonZeros);
        Items(matrix.RowOffsets.AsSpan());
        // The arrays may be longer than what is in them.
        Items(matrix.ColumnIndices.AsSpan(0, (int)matrix.NonZeros));
        Items(matrix.Values.AsSpan(0, (int)matrix.NonZeros));
    }

    private void Items<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        int most = PieceBytes / Unsafe.SizeOf<T>();
        for (int first = 0; first < items.Length; first += most) output.Write(MemoryMarshal.AsBytes(items.Slice(first, Math.Min(most, items.Length - first))));
    }

    private void Bytes(Array array, Type element, int length) => StepBytes.Pieces(array, element, length, PieceBytes, piece => output.Write(piece));

    private static Array ArrayOf(Type element, object[] values)
    {
        Array array = Array.CreateInstance(element, values.Length);
        for (int i = 0; i < values.Length; i++) array.SetValue(values[i], i);
        return array;
    }
}
