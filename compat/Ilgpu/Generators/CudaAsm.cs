// Writes Cuda/CudaAsm.Generated.cs: inline PTX with 1 to 10 operands, and with 1 to 44 operands that are read and written.
// Run it in compat/Ilgpu: dotnet run Generators/CudaAsm.cs > Cuda/CudaAsm.Generated.cs
using System.Text;

var text = new StringBuilder();
text.Append("""
    // Written by Generators/CudaAsm.cs.
    namespace ILGPU.Runtime.Cuda;

    /// <content>Inline PTX with operands.</content>
    public static partial class CudaAsm
    {

    """);
for (int n = 1; n <= 10; n++)
{
    foreach (string direction in new[] { "", "out " })
        text.Append($"    public static void Emit<{Join(n, "T{0}")}>(string asm, {direction}{Join(n, "T{0} arg{0}")})\n        {Limits(n, "struct")} => throw Refused();\n\n");
}

for (int n = 1; n <= 44; n++)
    text.Append($"    public static void EmitRef<{Join(n, "T{0}")}>(string asm, {Join(n, "ref T{0} arg{0}")})\n        {Limits(n, "struct, ICudaAsmEmitParameter")} => throw Refused();\n\n");
text.Append("}\n");
Console.Out.Write(text.ToString().Replace("\n\n}\n", "\n}\n"));

static string Join(int n, string format) => string.Join(", ", Enumerable.Range(0, n).Select(i => format.Replace("{0}", i.ToString())));

static string Limits(int n, string limit) => string.Join(" ", Enumerable.Range(0, n).Select(i => $"where T{i} : {limit}"));
