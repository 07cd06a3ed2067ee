using System.Text;

namespace GpuCqa.Compute.Gpu.Tests.Ptx;

/// <summary>The record of what the assembler says of each kernel.</summary>
internal static class PtxTable
{
    public static void Write(string file, IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        text.Append("# Kernels as CUDA's assembler sees them\n\n");
        text.Append("PTX 8.4 by ILGPU 1.5.3 (O2), assembled by ptxas for sm_80 and sm_90. ILGPU writes `.target sm_80` for both. Written by\n");
        text.Append("`GPUCQA_WRITE_PTX=$PWD/bench/gpu/PTX.md dotnet test tests/GpuCqa.Compute.Gpu.Tests --filter Ptx` (ptxas on the path or in $PTXAS).\n");
        text.Append("No kernel spills registers, none has an unresolved function. Nothing here was measured on a GPU.\n\n");
        text.Append("| kernel | registers sm_80 / sm_90 | static shared memory, bytes | stack, bytes | spills, bytes |\n|---|---|---|---|---|\n");
        foreach (IGrouping<string, Row> kernel in rows.GroupBy(row => row.Kernel))
        {
            string Both(Func<Assembled, int> of) => string.Join(" / ", kernel.Select(row => of(row.Assembled)).Distinct());
            text.Append($"| {kernel.Key} | {string.Join(" / ", kernel.Select(row => row.Assembled.Registers))} | {Both(a => a.Shared)} | {Both(a => a.Stack)} | {Both(a => a.Spilled)} |\n");
        }

        File.WriteAllText(file, text.ToString());
    }

    public sealed record Row(string Kernel, string Target, Assembled Assembled);
}
