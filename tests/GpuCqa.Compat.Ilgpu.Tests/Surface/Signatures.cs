#if !ILGPU_STANDIN
using System.Reflection;

namespace GpuCqa.Compat.Ilgpu.Tests.Surface;

/// <summary>Members as text, so that types of two assemblies can be compared.</summary>
internal static class Signatures
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The members of a type that others can use; overrides and what is private are left out.</summary>
    public static IEnumerable<string> Of(Type type, bool inherited)
    {
        BindingFlags flags = Any | (inherited ? BindingFlags.FlattenHierarchy : BindingFlags.DeclaredOnly);
        foreach (MemberInfo member in type.GetMembers(flags))
        {
            switch (member)
            {
                case MethodInfo method when Open(method) && (inherited || method.GetBaseDefinition() == method) && !method.Name.Contains('<'):
                    yield return $"{Static(method.IsStatic)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})";
                    break;
                case ConstructorInfo constructor when Open(constructor) && !constructor.IsStatic && !(type.IsValueType && constructor.GetParameters().Length == 0):
                    yield return $"new({Parameters(constructor)})";
                    break;
                case FieldInfo { IsPublic: true } field:
                    yield return $"{Static(field.IsStatic)}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + field.GetRawConstantValue() : string.Empty)}";
                    break;
            }
        }
    }

    private static bool Open(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Static(bool isStatic) => isStatic ? "static " : string.Empty;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : parameter.IsIn ? "in " : string.Empty)}{Name(parameter.ParameterType)} {parameter.Name}"));

    // Two parameters of a generic method may have any names; their limits count.
    private static string Generic(MethodInfo method) => !method.IsGenericMethodDefinition ? string.Empty
        : "<" + string.Join("; ", method.GetGenericArguments().Select(argument => string.Join(" ", argument.GetGenericParameterConstraints().Select(Name).Append((argument.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask).ToString()).Order(StringComparer.Ordinal)))) + ">";

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!) + "&";
        if (type.IsPointer) return Name(type.GetElementType()!) + "*";
        if (type.IsArray) return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition;
        string name = type.FullName ?? $"{type.Namespace}.{(type.DeclaringType is { } outer ? outer.Name + "+" : string.Empty)}{type.Name}";
        if (!type.IsGenericType) return name;
        Type definition = type.GetGenericTypeDefinition();
        return $"{definition.FullName}<{string.Join(",", type.GetGenericArguments().Select(Name))}>";
    }
}
#endif
