using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Steps;

/// <summary>Kinds of types that values of steps are written by.</summary>
internal static class StepType
{
    private static readonly Type[] Lists = [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(List<>)];

    /// <summary>Numbers, flags and characters, which are written as their bytes.</summary>
    public static bool IsPlain(Type type) => type.IsPrimitive && type != typeof(nint) && type != typeof(nuint);

    /// <summary>What a list or an array of one dimension holds, or null when the type is neither.</summary>
    public static Type? ElementOf(Type type) => type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0] : null;

    /// <summary>Whether a type is a dictionary by text.</summary>
    public static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(IReadOnlyDictionary<,>) || open == typeof(Dictionary<,>)) && type.GetGenericArguments()[0] == typeof(string);

    /// <summary>Whether a type is a dense matrix.</summary>
    public static bool IsDense(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DenseMatrix<>);

    /// <summary>Whether a type is a sparse matrix.</summary>
    public static bool IsSparse(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(CsrMatrix<>);
}
