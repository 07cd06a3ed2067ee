using System.Collections;

namespace GpuCqa.Core.Parameters;

/// <summary>Marks a parameter of a method that is only there when it is asked for: a record of parameters names it when it is set, and not when it is null or empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionalParameterAttribute : Attribute
{
    /// <summary>Whether a value of such a parameter is one that was asked for.</summary>
    public static bool IsSet(object? value) => value is IEnumerable list ? list.Cast<object?>().Any() : value is not null;
}
