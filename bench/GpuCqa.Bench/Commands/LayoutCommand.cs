using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Analysis.Layout;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Bench;

/// <summary>The layout of drawn points, neighbours given; with a hash of it, as it must not change with threads or widths.</summary>
internal static class LayoutCommand
{
    public static void Run(Options options)
    {
        int cells = options.Number("cells", 50_000), dims = options.Number("dims", 30);
        DenseMatrix<float> points = KnnCommand.Points(cells, dims, options.Number("clusters", 20), (ulong)options.Number("seed", 1));
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        DeviceMatrix<float> uploaded = device.Upload(points);
        NeighborTable neighbors = device.NearestNeighbors(uploaded, uploaded, 30, DistanceMetric.Euclidean);
        DenseMatrix<float> layout = Timing.Repeat(
            $"layout {cells} cells, {device.Info.Description}", options.Number("repeat", 3), () => UmapLayout.Compute(device, neighbors, points, new UmapParameters(), StepProgress.None));
        Console.WriteLine($"SHA-256 {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(layout.Values.AsSpan())))}");
    }
}
