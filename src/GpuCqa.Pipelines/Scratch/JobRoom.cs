using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Scratch;

/// <summary>Memory and scratch space of one job; what it wrote is gone when it is disposed.</summary>
/// <param name="memoryBytes">Bytes of memory that the job may take, or null for <see cref="HostMemory.DefaultShare"/> of what is free.</param>
/// <param name="scratch">Folder of scratch files, or null for <see cref="ScratchFolder.DefaultParent"/>.</param>
public sealed class JobRoom(long? memoryBytes = null, string? scratch = null) : IDisposable
{
    private readonly bool asked = memoryBytes is not null;
    private readonly CollectionWatch watch = new();
    private ScratchFolder? folder;
    private ScratchBlocks? blocks;

    /// <summary>Bytes of memory that the job may take.</summary>
    public long MemoryBytes { get; } = memoryBytes ?? (long)(HostMemory.DefaultShare * HostMemory.FreeBytes());

    /// <summary>Folder of scratch files.</summary>
    public string Parent { get; } = scratch ?? ScratchFolder.DefaultParent();

    /// <summary>Room for the cells of a job, as it was planned.</summary>
    /// <param name="plan">Its plan, or null where no header says how many cells there are: then they may take half of the memory.</param>
    /// <exception cref="PreconditionException">It needs more memory than it was given, even with all cells in scratch space.</exception>
    /// <exception cref="DiskSpaceException">The disk of the scratch files has too little room.</exception>
    public CellRoom Cells(MemoryPlan? plan)
    {
        // What nobody asked for is a guess: a job that may be too large for the machine is not refused for it.
        if (asked) plan?.RequireHost();
        if (plan?.ScratchBytes > 0)
        {
            long free = ScratchFolder.FreeBytes(Parent);
            if (free < plan.ScratchBytes)
                throw new DiskSpaceException(FormattableString.Invariant($"{Parent}: {free / 1e6:0} MB are free; cells that do not fit into memory need {plan.ScratchBytes / 1e6:0} MB of scratch space. Name a folder on another disk by --scratch, or allow more than {MemoryBytes / 1e6:0} MB of memory by --memory."));
        }

        ScratchFolder.RemoveLeft(Parent);
        blocks = new ScratchBlocks(() => (folder ??= ScratchFolder.Create(Parent)).Path);
        return new CellRoom(plan?.HeldBytes ?? MemoryBytes / 2, blocks);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watch.Dispose();
        blocks?.Dispose();
        folder?.Dispose();
    }
}
