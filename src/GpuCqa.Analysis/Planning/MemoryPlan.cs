using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Planning;

/// <summary>What a discovery will need, predicted from counts alone: for <c>--dry-run</c>, for admission, and for the job itself.</summary>
public sealed record MemoryPlan
{
    /// <summary>The share of the device's free memory that a plan fills: a pool rounds sizes up, by a fourth at most.</summary>
    public const double UsableShare = 0.8;

    /// <summary>The cohort.</summary>
    public required CohortSize Size { get; init; }

    /// <summary>Cells of a block.</summary>
    public required int BlockCells { get; init; }

    /// <summary>Bytes of the device's own memory that are free, or null when it computes in the host's.</summary>
    public required long? DeviceFreeBytes { get; init; }

    /// <summary>How blocks come to the device.</summary>
    public required BlockTravel Travel { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<StepMemory> Steps { get; init; }

    /// <summary>Largest host memory in use.</summary>
    public required long HostPeakBytes { get; init; }

    /// <summary>Largest device memory in use; 0 on devices that compute in host memory.</summary>
    public required long DevicePeakBytes { get; init; }

    /// <summary>Free device memory with which the smallest form of the job fits; 0 on devices that compute in host memory.</summary>
    public required long DeviceNeededBytes { get; init; }

    /// <summary>Blocks of cells.</summary>
    public long Blocks => (Size.Cells + BlockCells - 1) / BlockCells;

    /// <summary>Times the job goes through all counts.</summary>
    public int Sweeps => Steps.Sum(s => s.Sweeps);

    /// <summary>Whether the device's free memory suffices.</summary>
    public bool Fits => DeviceFreeBytes is not { } free || DeviceNeededBytes <= free;

    /// <summary>Plans a discovery.</summary>
    /// <param name="size">The cohort.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="blockCells">Cells of a block.</param>
    /// <param name="deviceFreeBytes">Free bytes of the device's own memory, or null when it computes in the host's.</param>
    public static MemoryPlan Of(CohortSize size, DiscoverParameters parameters, int blockCells, long? deviceFreeBytes)
    {
        var demand = new JobDemand(size, parameters, blockCells, deviceFreeBytes);
        double usable = UsableShare * (deviceFreeBytes ?? 0);
        int stripes = demand.Stripes(deviceFreeBytes is null ? null : usable);
        IReadOnlyList<StepMemory> steps = demand.Steps(stripes);
        long work = steps.Max(s => s.DeviceBytes), sweepWork = steps.Where(s => s.Sweeps > 0).Max(s => s.DeviceBytes);
        long block = demand.BlockBytes(size.LargestBlock), all = demand.CountBytes;
        (BlockTravel travel, long peak) = deviceFreeBytes is null ? (new BlockTravel(true, 0, size.Genes, stripes), 0L)
            : all + work <= usable ? (new BlockTravel(true, 1, size.Genes, stripes), all + work)
            : (2 * block) + sweepWork <= usable ? (new BlockTravel(false, 1, size.Genes, stripes), Math.Max(work, (2 * block) + sweepWork))
            : block + sweepWork <= usable ? (new BlockTravel(false, 0, size.Genes, stripes), Math.Max(work, block + sweepWork))
            : (new BlockTravel(false, 0, demand.GenesWithin(usable), stripes), demand.NarrowPeak(steps, demand.GenesWithin(usable)));
        return new MemoryPlan
        {
            Size = size,
            BlockCells = blockCells,
            DeviceFreeBytes = deviceFreeBytes,
            Travel = travel,
            Steps = steps,
            HostPeakBytes = steps.Max(s => s.HostBytes),
            DevicePeakBytes = peak,
            DeviceNeededBytes = deviceFreeBytes is null ? 0 : demand.LeastBytes(),
        };
    }

    /// <summary>Refuses a job that fits in no form.</summary>
    /// <exception cref="DeviceMemoryException">The message says how much is needed and what drives it.</exception>
    public void Require(string device)
    {
        if (Fits) return;
        StepMemory worst = Steps.MaxBy(s => s.DeviceBytes)!;
        throw new DeviceMemoryException(string.Create(CultureInfo.InvariantCulture,
            $"{device}: {DeviceFreeBytes!.Value / 1e6:0} MB of device memory are free; {Size.Cells} cells x {Size.Genes} genes need {DeviceNeededBytes / 1e6:0} MB at the least (step '{worst.Step}'). Free it of other programs, ask for fewer variable genes, or use --device cpu."));
    }
}
