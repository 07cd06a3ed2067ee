using System.Reflection;

namespace GpuCqa.Compute.Gpu.Tests.Support;

/// <summary>Orders in which groups and lanes run: chosen where the build has the stand-in for ILGPU, whatever the threads do where it has ILGPU.</summary>
internal static class LaunchOrders
{
    private const int Runs = 20;

    /// <summary>Runs a computation once for each of twenty orders and returns its results.</summary>
    public static IReadOnlyList<T> Results<T>(Func<T> compute)
    {
        PropertyInfo? order = Type.GetType("IlgpuStandin.Testing, Ilgpu.Standin")?.GetProperty("Order");
        MethodInfo? parse = order?.PropertyType.GetMethod("Parse");
        object? before = order?.GetValue(null);
        var results = new List<T>();
        try
        {
            for (int run = 0; run < Runs; run++)
            {
                string name = run switch { 0 => "ascending", 1 => "descending", _ => $"shuffled:{run}" };
                order?.SetValue(null, parse!.Invoke(null, [name]));
                results.Add(compute());
            }
        }
        finally
        {
            order?.SetValue(null, before);
        }

        return results;
    }
}
