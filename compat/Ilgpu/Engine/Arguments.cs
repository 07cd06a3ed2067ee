using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>Finds the buffers that arguments view, so that a launch on a disposed one is an error rather than a crash.</summary>
internal static class Arguments
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> ViewFields = new();

    public static int[] Buffers(object[] arguments)
    {
        var found = new List<int>();
        foreach (object argument in arguments) Collect(argument, found);
        return [.. found];
    }

    private static void Collect(object value, List<int> found)
    {
        Type type = value.GetType();
        if (type.IsPrimitive) return;
        foreach (FieldInfo field in ViewFields.GetOrAdd(type, Interesting))
        {
            object part = field.GetValue(value)!;
            if (part is int id) found.Add(id);
            else Collect(part, found);
        }
    }

    // Of a view its buffer's number; of another struct the fields that are or hold views.
    private static FieldInfo[] Interesting(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>)) return [.. fields.Where(f => f.Name == "bufferId")];
        return [.. fields.Where(f => f.FieldType.IsValueType && !f.FieldType.IsPrimitive && !f.FieldType.IsEnum && f.FieldType != type && HoldsView(f.FieldType))];
    }

    private static bool HoldsView(Type type) => Interesting(type).Length > 0;
}
