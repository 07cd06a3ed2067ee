using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace GpuCqa.Service.Storage;

/// <summary>The rows of a query in memory: the connection is free while they are read. Numbers of any width are read as the caller asks, as SQLite does.</summary>
internal sealed class RowBuffer : DbDataReader
{
    private readonly string[] names;
    private readonly List<object[]> rows = [];
    private int at = -1;

    /// <summary>Takes all rows of a reader.</summary>
    public RowBuffer(DbDataReader source)
    {
        names = [.. Enumerable.Range(0, source.FieldCount).Select(source.GetName)];
        while (source.Read())
        {
            object[] row = new object[names.Length];
            source.GetValues(row);
            rows.Add(row);
        }

        RecordsAffected = source.RecordsAffected;
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => names.Length;

    /// <inheritdoc/>
    public override bool HasRows => rows.Count > 0;

    /// <inheritdoc/>
    public override bool IsClosed => false;

    /// <inheritdoc/>
    public override int RecordsAffected { get; }

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool Read() => ++at < rows.Count;

    /// <inheritdoc/>
    public override bool NextResult() => false;

    /// <inheritdoc/>
    public override object GetValue(int ordinal) => rows[at][ordinal];

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        int count = Math.Min(values.Length, names.Length);
        Array.Copy(rows[at], values, count);
        return count;
    }

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Convert.ToBoolean(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Convert.ToByte(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Convert.ToInt16(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Convert.ToInt32(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetString(ordinal).Single();

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException("Times are stored as milliseconds since 1970.");

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => Part((byte[])GetValue(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => Part(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override string GetName(int ordinal) => names[ordinal];

    /// <inheritdoc/>
    public override int GetOrdinal(string name)
    {
        int found = Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? found : throw new IndexOutOfRangeException($"The query has no column {name}.");
    }

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    /// <inheritdoc/>
    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private static long Part<T>(T[] all, long from, T[]? buffer, int at, int length)
    {
        if (buffer is null) return all.Length;
        int count = (int)Math.Min(length, Math.Max(0, all.Length - from));
        Array.Copy(all, from, buffer, at, count);
        return count;
    }
}
