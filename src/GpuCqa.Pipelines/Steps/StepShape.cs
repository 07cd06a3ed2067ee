using System.Collections.Concurrent;
using System.Reflection;

namespace GpuCqa.Pipelines.Steps;

/// <summary>How a record or tuple is taken apart and put together: the arguments of its constructor, then what else can be set.</summary>
/// <remarks>Its whole state is in them, or the type is refused: a field that no member shows would be lost unseen.</remarks>
internal sealed class StepShape
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, StepShape> Known = [];

    private readonly ConstructorInfo? constructor;
    private readonly Type type;
    private readonly (Type Type, Func<object, object?> Get)[] arguments;
    private readonly PropertyInfo[] others;

    private StepShape(Type type)
    {
        this.type = type;
        if (type.IsAbstract || type.IsInterface || typeof(Delegate).IsAssignableFrom(type)) throw Refused(type, "there are several kinds of it");
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0 && p.CanRead)];
        FieldInfo[] open = type.GetFields(BindingFlags.Instance | BindingFlags.Public);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var fitting = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).Select(c => (Constructor: c, Members: Members(c))).FirstOrDefault(c => c.Members is not null);
        if (fitting.Constructor is null && !type.IsValueType) throw Refused(type, "no constructor takes what it shows");
        constructor = fitting.Constructor;
        MemberInfo[] members = fitting.Members ?? [];
        arguments = [.. members.Select(m => m is PropertyInfo p ? (p.PropertyType, new Func<object, object?>(p.GetValue)) : (((FieldInfo)m).FieldType, new Func<object, object?>(((FieldInfo)m).GetValue)))];
        foreach (MemberInfo member in members) covered.Add(member.Name);
        others = [.. properties.Where(p => !covered.Contains(p.Name) && p.GetSetMethod() is not null).OrderBy(p => p.Name, StringComparer.Ordinal)];
        foreach (PropertyInfo other in others) covered.Add(other.Name);
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (level.GetFields(Fields).FirstOrDefault(f => !covered.Contains(Shown(f.Name))) is { } hidden) throw Refused(type, $"'{hidden.Name}' cannot be seen or set from outside");
        }

        MemberInfo[]? Members(ConstructorInfo constructor)
        {
            ParameterInfo[] taken = constructor.GetParameters();
            MemberInfo[] shown = [.. taken.Select(a =>
                (MemberInfo?)Array.Find(properties, p => p.PropertyType == a.ParameterType && string.Equals(p.Name, a.Name, StringComparison.OrdinalIgnoreCase))
                ?? Array.Find(open, f => f.FieldType == a.ParameterType && string.Equals(f.Name, a.Name, StringComparison.OrdinalIgnoreCase))).OfType<MemberInfo>()];
            return shown.Length == taken.Length ? shown : null;
        }
    }

    /// <summary>The shape of a type.</summary>
    /// <exception cref="NotSupportedException">Values of the type cannot be kept.</exception>
    public static StepShape Of(Type type) => Known.GetOrAdd(type, t => new StepShape(t));

    /// <summary>Types of its parts, in order.</summary>
    public IEnumerable<Type> Types => arguments.Select(a => a.Type).Concat(others.Select(o => o.PropertyType));

    /// <summary>Its parts, in order.</summary>
    public IEnumerable<object?> Parts(object value) => arguments.Select(a => a.Get(value)).Concat(others.Select(o => o.GetValue(value)));

    /// <summary>A value of its parts, in order.</summary>
    public object Make(object?[] parts)
    {
        object made = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, parts[..arguments.Length], null);
        for (int i = 0; i < others.Length; i++) others[i].SetValue(made, parts[arguments.Length + i]);
        return made;
    }

    /// <summary>What a value that cannot be kept ends with; a mistake of the program.</summary>
    public static NotSupportedException Refused(Type type, string why) => new($"A step's {type} cannot be kept: {why}.");

    // The field behind a property.
    private static string Shown(string field) => field.StartsWith('<') && field.EndsWith(">k__BackingField", StringComparison.Ordinal) ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field;
}
