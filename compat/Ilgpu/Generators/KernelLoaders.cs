// Writes Kernels/KernelLoaders.Generated.cs: the load and launch methods for kernels of 1 to 14 parameters.
// Run it in compat/Ilgpu: dotnet run Generators/KernelLoaders.cs > Kernels/KernelLoaders.Generated.cs
// Each launcher checks its arguments once and then runs a loop or a group whose body is the kernel itself.
using System.Text;

var text = new StringBuilder();
text.Append("""
    // Written by Generators/KernelLoaders.cs.
    using IlgpuStandin.Engine;

    namespace ILGPU.Runtime;

    /// <summary>Makes launchers of kernels.</summary>
    public static class KernelLoaders
    {

    """);
for (int n = 1; n <= 14; n++) Loaders(n);
text.Append("}\n\n/// <content>Launches that find their launcher by the kernel.</content>\npublic abstract partial class Accelerator\n{\n");
for (int n = 1; n <= 14; n++) Launches(n);
text.Append("}\n");
Console.Out.Write(text.ToString().Replace("\n\n}\n", "\n}\n"));

void Loaders(int n)
{
    string types = Join(n, "T{0}"), values = Join(n, "p{0}"), parameters = Join(n, "T{0} p{0}"), limits = Limits(n);
    foreach (string extra in new[] { "", ", KernelSpecialization specialization" })
    {
        string given = extra.Length == 0 ? "default" : "specialization";
        text.Append($$"""
                public static Action<AcceleratorStream, KernelConfig, {{types}}> LoadKernel<{{types}}>(this Accelerator accelerator, Action<{{types}}> action{{extra}}){{limits}}
                {
                    KernelProgram program = accelerator.Programs.Explicit(action, {{given}});
                    return (stream, config, {{values}}) => program.RunGroups(stream, config, () => action({{values}}), [{{values}}]);
                }

                public static Action<KernelConfig, {{types}}> LoadStreamKernel<{{types}}>(this Accelerator accelerator, Action<{{types}}> action{{extra}}){{limits}}
                {
                    KernelProgram program = accelerator.Programs.Explicit(action, {{given}});
                    return (config, {{values}}) => program.RunGroups(accelerator.DefaultStream, config, () => action({{values}}), [{{values}}]);
                }


            """);
    }

    foreach ((string name, string extra) in new[] { ("AutoGrouped", ""), ("ImplicitlyGrouped", ", int customGroupSize") })
    {
        string size = extra.Length == 0 ? "0" : "customGroupSize";
        text.Append($$"""
                public static Action<AcceleratorStream, TIndex, {{types}}> Load{{name}}Kernel<TIndex, {{types}}>(this Accelerator accelerator, Action<TIndex, {{types}}> action{{extra}})
                    where TIndex : struct, IIndex{{limits}}
                {
                    KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, {{size}});
                    return (stream, extent, {{values}}) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), {{values}}); }, [{{values}}]);
                }

                public static Action<TIndex, {{types}}> Load{{name}}StreamKernel<TIndex, {{types}}>(this Accelerator accelerator, Action<TIndex, {{types}}> action{{extra}})
                    where TIndex : struct, IIndex{{limits}}
                {
                    KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, {{size}});
                    return (extent, {{values}}) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), {{values}}); }, [{{values}}]);
                }


            """);
    }
}

void Launches(int n)
{
    string types = Join(n, "T{0}"), values = Join(n, "arg{0}"), parameters = Join(n, "T{0} arg{0}"), limits = Limits(n);
    text.Append($$"""
            public void Launch<{{types}}>(Action<{{types}}> action, AcceleratorStream stream, in KernelConfig kernelConfig, {{parameters}}){{limits}} =>
                Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action({{values}}), [{{values}}]);

            public void Launch<{{types}}>(Action<{{types}}> action, in KernelConfig kernelConfig, {{parameters}}){{limits}} =>
                Launch(action, DefaultStream, kernelConfig, {{values}});

            public void LaunchAutoGrouped<TIndex, {{types}}>(Action<TIndex, {{types}}> action, AcceleratorStream stream, TIndex extent, {{parameters}})
                where TIndex : struct, IGenericIndex<TIndex>{{limits}} =>
                Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), {{values}}); }, [{{values}}]);

            public void LaunchAutoGrouped<TIndex, {{types}}>(Action<TIndex, {{types}}> action, TIndex extent, {{parameters}})
                where TIndex : struct, IGenericIndex<TIndex>{{limits}} =>
                LaunchAutoGrouped(action, DefaultStream, extent, {{values}});


        """);
}

static string Join(int n, string format) => string.Join(", ", Enumerable.Range(1, n).Select(i => format.Replace("{0}", i.ToString())));

static string Limits(int n) => "\n        " + string.Join(" ", Enumerable.Range(1, n).Select(i => $"where T{i} : struct"));
