using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Anchors;

/// <summary>The loaded kernels of anchors.</summary>
internal sealed class AnchorLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, OverlapShape>? overlap;
    private Action<KernelConfig, ArrayView<int>, ArrayView<double>, ArrayView<int>, ArrayView<int>, ArrayView<double>, ArrayView<int>, ArrayView<double>, WeightShape>? weigh;
    private Action<KernelConfig, ArrayView<int>, ArrayView<double>, ArrayView<int>, int, int, ArrayView<double>>? vote;
    private Action<KernelConfig, ArrayView<int>, ArrayView<double>, ArrayView<float>, ArrayView<int>, int, int, ArrayView<double>>? mean;

    /// <summary>Queues the overlaps of anchors.</summary>
    public void Overlap(
        ArrayView<int> withinReference, ArrayView<int> referenceToQuery, ArrayView<int> queryToReference, ArrayView<int> withinQuery,
        ArrayView<int> references, ArrayView<int> queries, ArrayView<int> overlaps, OverlapShape shape)
    {
        overlap ??= device.Accelerator
            .LoadStreamKernel<ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, OverlapShape>(AnchorKernels.Overlap);
        overlap(PerItem(shape.Anchors), withinReference, referenceToQuery, queryToReference, withinQuery, references, queries, overlaps, shape);
    }

    /// <summary>Queues the weights of cells.</summary>
    public void Weigh(
        ArrayView<int> members, ArrayView<double> distances, ArrayView<int> starts, ArrayView<int> grouped, ArrayView<double> scores,
        ArrayView<int> anchors, ArrayView<double> weights, WeightShape shape)
    {
        weigh ??= device.Accelerator
            .LoadStreamKernel<ArrayView<int>, ArrayView<double>, ArrayView<int>, ArrayView<int>, ArrayView<double>, ArrayView<int>, ArrayView<double>, WeightShape>(AnchorKernels.Weigh);
        weigh(PerItem(shape.Cells), members, distances, starts, grouped, scores, anchors, weights, shape);
    }

    /// <summary>Queues the votes of a labeling.</summary>
    public void Vote(ArrayView<int> anchors, ArrayView<double> weights, ArrayView<int> labels, int k, int classes, ArrayView<double> votes)
    {
        vote ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<double>, ArrayView<int>, int, int, ArrayView<double>>(AnchorKernels.Vote);
        vote(PerItem(votes.Length), anchors, weights, labels, k, classes, votes);
    }

    /// <summary>Queues means of rows.</summary>
    public void Mean(ArrayView<int> anchors, ArrayView<double> weights, ArrayView<float> rows, ArrayView<int> rowOf, int k, int dimensions, ArrayView<double> means)
    {
        mean ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<double>, ArrayView<float>, ArrayView<int>, int, int, ArrayView<double>>(AnchorKernels.Mean);
        mean(PerItem(means.Length), anchors, weights, rows, rowOf, k, dimensions, means);
    }

    private KernelConfig PerItem(long items)
    {
        int threads = device.GroupSize();
        return new KernelConfig(device.GridSize(items, threads), threads);
    }
}
