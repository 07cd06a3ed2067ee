using GpuCqa.Api.V1;

namespace GpuCqa.Client.Results;

/// <summary>A column of a table, or a matrix: its values by row, then by place within the row.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="Width">Values per row.</param>
/// <param name="Values">float[], double[], int[], long[] or string[].</param>
public sealed record ResultColumn(string Name, ElementType Type, int Width, Array Values)
{
    /// <summary>The values as numbers, whatever their width.</summary>
    /// <exception cref="InvalidOperationException">They are texts.</exception>
    public double[] ToDoubles() => Values switch
    {
        double[] own => own,
        float[] singles => Array.ConvertAll(singles, v => (double)v),
        int[] integers => Array.ConvertAll(integers, v => (double)v),
        long[] integers => Array.ConvertAll(integers, v => (double)v),
        _ => throw new InvalidOperationException($"The column '{Name}' holds texts."),
    };
}
