using System.Reflection;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Ptx;

/// <summary>Every kernel compiles for CUDA, which only the real ILGPU can show; with ptxas at hand its registers, shared memory and spills are known too.</summary>
/// <remarks>GPUCQA_WRITE_PTX=FILE writes the table of bench/gpu/PTX.md.</remarks>
public class PtxTests
{
    private static readonly (CudaArchitecture Architecture, string Name)[] Targets = [(CudaArchitecture.SM_80, "sm_80"), (CudaArchitecture.SM_90, "sm_90")];

    [Fact]
    public void Ptx_EveryKernel_AssemblesWithoutSpills()
    {
        var faults = new List<string>();
        var rows = new List<PtxTable.Row>();
        foreach (MethodInfo kernel in KernelPtx.All)
        {
            foreach ((CudaArchitecture architecture, string name) in Targets)
            {
                if (Row(kernel, architecture, name, faults) is { } row) rows.Add(row);
            }
        }

        Assert.NotEmpty(KernelPtx.All);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        if (Environment.GetEnvironmentVariable("GPUCQA_WRITE_PTX") is { Length: > 0 } file && rows.Count > 0) PtxTable.Write(file, rows);
    }

    private static PtxTable.Row? Row(MethodInfo kernel, CudaArchitecture architecture, string target, List<string> faults)
    {
        string place = $"{KernelPtx.Name(kernel)} ({target}): ", ptx;
        try
        {
            ptx = KernelPtx.Of(kernel, architecture);
        }
        catch (Exception fault)
        {
            while (fault.InnerException is { } inner) fault = inner;
            faults.Add(place + fault.Message);
            return null;
        }

        // Such a function is found missing only when a driver loads the kernel.
        foreach (string line in ptx.Split('\n').Where(line => line.Contains(".extern .func", StringComparison.Ordinal))) faults.Add(place + "unresolved " + line.Trim());
        if (Assembler.Program is null) return null;
        Assembled assembled = Assembler.Assemble(ptx, target);
        if (!assembled.Done) faults.Add(place + assembled.Report);
        else if (assembled.Spilled > 0) faults.Add($"{place}{assembled.Spilled} bytes of registers are spilled.");
        return new PtxTable.Row(KernelPtx.Name(kernel), target, assembled);
    }
}
