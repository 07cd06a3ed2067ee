using System.Reflection;

namespace IlgpuStandin.Engine;

/// <summary>Which method a call reaches when it is constrained to a struct: the struct's own, for interfaces and for static abstract members.</summary>
internal static class Calls
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static MethodBase Resolve(MethodBase called, Type? constraint)
    {
        if (constraint is null || called is not MethodInfo method || method.DeclaringType is not { } declaring) return called;
        if (declaring.IsInterface) return OfInterface(method, declaring, constraint);
        return constraint.GetMethods(Any).FirstOrDefault(own => own.GetBaseDefinition() == method.GetBaseDefinition()) ?? method;
    }

    private static MethodInfo OfInterface(MethodInfo method, Type declaring, Type constraint)
    {
        MethodInfo open = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        InterfaceMapping map = constraint.GetInterfaceMap(declaring);
        int at = Array.FindIndex(map.InterfaceMethods, candidate => candidate.MetadataToken == open.MetadataToken && candidate.Module == open.Module);
        if (at < 0 || map.TargetMethods[at] is not { } target) return method;
        return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
    }
}
