namespace IlgpuStandin.Engine.Flat;

/// <summary>A kernel cannot be flattened; its lanes get threads instead.</summary>
internal sealed class FlatUnsupportedException(string message) : Exception(message);
