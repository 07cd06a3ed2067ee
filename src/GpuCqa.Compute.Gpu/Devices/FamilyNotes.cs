using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace GpuCqa.Compute.Gpu;

/// <summary>Why devices that a person may expect are not listed, and how to get them.</summary>
internal static class FamilyNotes
{
    public static IReadOnlyList<string> All()
    {
        var notes = new List<string>();
        if (CudaFamily.List().Count == 0)
        {
            notes.Add(!FamilyContexts.Loads(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1")
                ? "No CUDA device: the NVIDIA driver (libcuda.so.1) is not on this machine, or not in this container (run it with --gpus all)."
                : "No CUDA device: the NVIDIA driver is here, but shows no GPU (look at nvidia-smi and CUDA_VISIBLE_DEVICES).");
        }

        if (!FamilyContexts.Loads("libOpenCL.so.1") && !FamilyContexts.Loads("OpenCL")) notes.Add("No OpenCL device: there is no OpenCL loader (libOpenCL.so.1) on this machine.");
        else notes.AddRange(MissingOpenCl());
        return notes;
    }

    // ILGPU lists only what it can use; asked for everything, it also shows what it would refuse.
    private static List<string> MissingOpenCl()
    {
        var refused = new List<string>();
        using Context? context = FamilyContexts.Try(builder => builder.OpenCL(_ => true));
        if (context is null) return refused;
        foreach (CLDevice device in context.GetCLDevices())
        {
            if (device.Capabilities.GenericAddressSpace) continue;
            refused.Add($"OpenCL device '{device.Name.Trim()}' of platform '{device.PlatformName.Trim()}' is present but refused: it has no generic address space, which ILGPU needs (PoCL has it from version 5; Debian 12 brings 3.1).");
        }

        if (refused.Count == 0 && OpenClFamily.List().Count == 0) refused.Add("No OpenCL device: the OpenCL loader is here, but no driver shows a device to it.");
        return refused;
    }
}
