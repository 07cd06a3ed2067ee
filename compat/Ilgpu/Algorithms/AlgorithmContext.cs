namespace ILGPU;

/// <summary>Adds the algorithms to a context; here they are always there.</summary>
public static class AlgorithmContext
{
    public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
}
