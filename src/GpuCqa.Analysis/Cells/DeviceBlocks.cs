using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>How blocks of cells lie on a device: all of them from the first sweep on, or one at a time while the next is copied.</summary>
/// <param name="device">The device.</param>
/// <param name="blocks">Blocks in host memory, where they stay.</param>
/// <param name="travel">What the memory plan chose.</param>
internal sealed class DeviceBlocks(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, BlockTravel travel) : IDisposable
{
    private List<DeviceCsr<float>>? resident;

    /// <summary>All blocks in order, with all genes; each is lent until the next is asked for.</summary>
    public IEnumerable<DeviceCsr<float>> Sweep()
    {
        if (resident is not null)
        {
            foreach (DeviceCsr<float> block in resident) yield return block;
            yield break;
        }

        // In host memory nothing travels: what is kept would keep every block unpacked.
        bool keeps = travel.Resident && device.FreeMemory is not null;
        var kept = new List<DeviceCsr<float>>(blocks.Count);
        try
        {
            foreach (DeviceCsr<float> block in device.Pump(CellSweep.Blocks(blocks), travel.Ahead))
            {
                kept.Add(block);
                yield return block;
                if (!keeps) Release(kept);
            }

            if (keeps) (resident, kept) = (kept, []);
        }
        finally
        {
            Release(kept);
        }
    }

    /// <summary>All blocks in order, with some genes only.</summary>
    /// <param name="map">Per gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public IEnumerable<DeviceCsr<float>> Sweep(int[] map, int columns)
    {
        foreach (DeviceCsr<float> block in device.Pump(CellSweep.Blocks(blocks, map, columns), travel.Ahead))
        {
            using (block) yield return block;
        }
    }

    public void Dispose()
    {
        if (resident is not null) Release(resident);
        resident = null;
    }

    private static void Release(List<DeviceCsr<float>> lent)
    {
        foreach (DeviceCsr<float> block in lent) block.Dispose();
        lent.Clear();
    }
}
