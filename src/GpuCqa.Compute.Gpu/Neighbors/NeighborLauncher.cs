using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>The loaded kernels of the neighbour search.</summary>
internal sealed class NeighborLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<float>, ArrayView<int>, ArrayView<double>, ArrayView<double>, ArrayView<float>, ArrayView<float>, PackShape>? pack;
    private Action<KernelConfig, ArrayView<Float4>, ArrayView<float>, ArrayView<Float4>, ArrayView<int>, ArrayView<Candidate>, ScorePass>? score64, score256;
    private Action<KernelConfig, ArrayView<float>, ArrayView<int>, ArrayView<Candidate>, ArrayView<float>, CandidateShape>? prune;
    private Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Candidate>, ArrayView<int>, ArrayView<int>, CandidateShape>? collect;
    private Action<KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<double>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ExactShape>? exact;

    /// <summary>Queues the packing of points.</summary>
    public void Pack(ArrayView<float> points, ArrayView<int> order, ArrayView<double> lengths, ArrayView<double> center, PackedBlocks packed, PackShape shape)
    {
        pack ??= device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<int>, ArrayView<double>, ArrayView<double>, ArrayView<float>, ArrayView<float>, PackShape>(PackKernel.Pack);
        pack(PerItem(shape.Places), points, order, lengths, center, packed.Coordinates.View, packed.Halves.View, shape);
    }

    /// <summary>Queues one pass of scores.</summary>
    public void Score(int side, PackedBlocks packed, CandidateBuffers found, ScorePass pass)
    {
        int runs = (pass.Last - pass.First + pass.Run - 1) / pass.Run;
        var config = new KernelConfig(checked(pass.RowBlocks * runs), side * side);
        Action<KernelConfig, ArrayView<Float4>, ArrayView<float>, ArrayView<Float4>, ArrayView<int>, ArrayView<Candidate>, ScorePass> kernel =
            side == 16 ? score256 ??= LoadScore(ScoreTiles.Score256) : score64 ??= LoadScore(ScoreTiles.Score64);
        kernel(config, packed.Coordinates.View.Cast<Float4>(), packed.Halves.View, found.Thresholds.View.Cast<Float4>(), found.Counts.View, found.Candidates.View, pass);
    }

    /// <summary>Queues the renewal of all thresholds.</summary>
    public void Prune(PackedBlocks packed, CandidateBuffers found, CandidateShape shape)
    {
        prune ??= device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<int>, ArrayView<Candidate>, ArrayView<float>, CandidateShape>(CandidateKernels.Prune);
        prune(PerItem(shape.Stride), packed.Halves.View, found.Counts.View, found.Candidates.View, found.Thresholds.View, shape);
    }

    /// <summary>Queues the collection of the references of all candidates.</summary>
    public void Collect(CandidateBuffers found, ArrayView<int> starts, ArrayView<int> order, ArrayView<int> references, CandidateShape shape)
    {
        collect ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>, ArrayView<Candidate>, ArrayView<int>, ArrayView<int>, CandidateShape>(CandidateKernels.Collect);
        collect(PerItem(shape.Stride), found.Counts.View, starts, found.Candidates.View, order, references, shape);
    }

    /// <summary>Queues the search in float64.</summary>
    public void SearchExactly(
        ArrayView<float> queries, ArrayView<float> references, ArrayView<int> rows, ArrayView<double> queryNorms, ArrayView<double> referenceNorms,
        ArrayView<double> distances, ArrayView<int> indices, ExactShape shape)
    {
        exact ??= device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<double>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ExactShape>(ExactKernel.SearchExactly);
        exact(PerItem(shape.Rows * shape.Slices), queries, references, rows, queryNorms, referenceNorms, distances, indices, shape);
    }

    private Action<KernelConfig, ArrayView<Float4>, ArrayView<float>, ArrayView<Float4>, ArrayView<int>, ArrayView<Candidate>, ScorePass> LoadScore(
        Action<ArrayView<Float4>, ArrayView<float>, ArrayView<Float4>, ArrayView<int>, ArrayView<Candidate>, ScorePass> kernel) => device.Accelerator.LoadStreamKernel(kernel);

    private KernelConfig PerItem(int items)
    {
        int threads = device.GroupSize();
        return new KernelConfig(device.GridSize(items, threads, 16), threads);
    }
}
