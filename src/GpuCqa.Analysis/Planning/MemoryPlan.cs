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

    /// <summary>Bytes of packed cells that stay in memory; the others lie in scratch space.</summary>
    public long HeldBytes { get; init; }

    /// <summary>Bytes of scratch space that the cells take which do not stay in memory, at most.</summary>
    public long ScratchBytes { get; init; }

    /// <summary>Bytes of host memory that the job may take, or null for no limit.</summary>
    public long? HostLimitBytes { get; init; }

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
    /// <param name="hostLimitBytes">Bytes of host memory that the job may take, or null for no limit.</param>
    public static MemoryPlan Of(CohortSize size, DiscoverParameters parameters, int blockCells, long? deviceFreeBytes, long? hostLimitBytes = null)
    {
        var demand = new JobDemand(size, parameters, blockCells, deviceFreeBytes);
        double usable = UsableShare * (deviceFreeBytes ?? 0);
        int stripes = demand.Stripes(deviceFreeBytes is null ? null : usable);
        long packed = size.PackedBytes, working = demand.Steps(stripes, 0).Max(s => s.HostBytes);
        long held = hostLimitBytes is { } limit ? Math.Clamp(limit - working, 0, packed) : packed;
        IReadOnlyList<StepMemory> steps = demand.Steps(stripes, held);
        long work = steps.Max(s => s.DeviceBytes), sweepWork = steps.Where(s => s.Sweeps > 0).Max(s => s.DeviceBytes);
        long block = demand.BlockBytes(size.LargestBlock), all = demand.CountBytes;
        (BlockTravel travel, long peak) = deviceFreeBytes is null ? (new BlockTravel(false, 0, size.Genes, stripes), 0L)
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
            HeldBytes = held,
            ScratchBytes = packed > held ? packed - held + JobDemand.ScratchSlack : 0,
            HostLimitBytes = hostLimitBytes,
            HostPeakBytes = steps.Max(s => s.HostBytes),
            DevicePeakBytes = peak,
            DeviceNeededBytes = deviceFreeBytes is null ? 0 : demand.LeastBytes(),
        };
    }

    /// <summary>Refuses a job that needs more host memory than it may take.</summary>
    /// <exception cref="PreconditionException">The message says how much is needed and what drives it.</exception>
    public void RequireHost()
    {
        if (HostLimitBytes is not { } limit || HostPeakBytes <= limit) return;
        StepMemory worst = Steps.MaxBy(s => s.HostBytes)!;
        throw new PreconditionException(string.Create(CultureInfo.InvariantCulture,
            $"--memory allows {limit / 1e6:0} MB; {Size.Cells} cells x {Size.Genes} genes need {Math.Ceiling(HostPeakBytes / 1e6):0} MB even with all counts in scratch space (step '{worst.Step}'). Allow that much, or give fewer cells."));
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
