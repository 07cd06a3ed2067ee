namespace Grpc.Core.Utils;

/// <summary>Checks of arguments and states.</summary>
public static class GrpcPreconditions
{
    /// <summary>Throws <see cref="ArgumentException"/> unless the condition holds.</summary>
    public static void CheckArgument(bool condition)
    {
        if (!condition) throw new ArgumentException("A condition on an argument does not hold.");
    }

    /// <summary>Throws <see cref="ArgumentException"/> with a message unless the condition holds.</summary>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition) throw new ArgumentException(errorMessage);
    }

    /// <summary>Throws <see cref="ArgumentNullException"/> for null.</summary>
    public static T CheckNotNull<T>(T reference) => reference is null ? throw new ArgumentNullException() : reference;

    /// <summary>Throws <see cref="ArgumentNullException"/> with the parameter's name for null.</summary>
    public static T CheckNotNull<T>(T reference, string paramName) => reference is null ? throw new ArgumentNullException(paramName) : reference;

    /// <summary>Throws <see cref="InvalidOperationException"/> unless the condition holds.</summary>
    public static void CheckState(bool condition)
    {
        if (!condition) throw new InvalidOperationException();
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> with a message unless the condition holds.</summary>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition) throw new InvalidOperationException(errorMessage);
    }
}
