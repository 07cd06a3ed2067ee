// Written by Generators/KernelLoaders.cs.
using IlgpuStandin.Engine;

namespace ILGPU.Runtime;

/// <summary>Makes launchers of kernels.</summary>
public static class KernelLoaders
{
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(this Accelerator accelerator, Action<T1> action)
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1) => program.RunGroups(stream, config, () => action(p1), [p1]);
    }

    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(this Accelerator accelerator, Action<T1> action)
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1), [p1]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization)
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1) => program.RunGroups(stream, config, () => action(p1), [p1]);
    }

    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization)
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1), [p1]);
    }

    public static Action<AcceleratorStream, TIndex, T1> LoadAutoGroupedKernel<TIndex, T1>(this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1); }, [p1]);
    }

    public static Action<TIndex, T1> LoadAutoGroupedStreamKernel<TIndex, T1>(this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1); }, [p1]);
    }

    public static Action<AcceleratorStream, TIndex, T1> LoadImplicitlyGroupedKernel<TIndex, T1>(this Accelerator accelerator, Action<TIndex, T1> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1); }, [p1]);
    }

    public static Action<TIndex, T1> LoadImplicitlyGroupedStreamKernel<TIndex, T1>(this Accelerator accelerator, Action<TIndex, T1> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1); }, [p1]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2) => program.RunGroups(stream, config, () => action(p1, p2), [p1, p2]);
    }

    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2), [p1, p2]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2) => program.RunGroups(stream, config, () => action(p1, p2), [p1, p2]);
    }

    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2), [p1, p2]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2> LoadAutoGroupedKernel<TIndex, T1, T2>(this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2); }, [p1, p2]);
    }

    public static Action<TIndex, T1, T2> LoadAutoGroupedStreamKernel<TIndex, T1, T2>(this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2); }, [p1, p2]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2> LoadImplicitlyGroupedKernel<TIndex, T1, T2>(this Accelerator accelerator, Action<TIndex, T1, T2> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2); }, [p1, p2]);
    }

    public static Action<TIndex, T1, T2> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2>(this Accelerator accelerator, Action<TIndex, T1, T2> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2); }, [p1, p2]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3) => program.RunGroups(stream, config, () => action(p1, p2, p3), [p1, p2, p3]);
    }

    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3), [p1, p2, p3]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3) => program.RunGroups(stream, config, () => action(p1, p2, p3), [p1, p2, p3]);
    }

    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3), [p1, p2, p3]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3> LoadAutoGroupedKernel<TIndex, T1, T2, T3>(this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3); }, [p1, p2, p3]);
    }

    public static Action<TIndex, T1, T2, T3> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3>(this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3); }, [p1, p2, p3]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3>(this Accelerator accelerator, Action<TIndex, T1, T2, T3> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3); }, [p1, p2, p3]);
    }

    public static Action<TIndex, T1, T2, T3> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3>(this Accelerator accelerator, Action<TIndex, T1, T2, T3> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3); }, [p1, p2, p3]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4), [p1, p2, p3, p4]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4), [p1, p2, p3, p4]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4), [p1, p2, p3, p4]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4), [p1, p2, p3, p4]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4); }, [p1, p2, p3, p4]);
    }

    public static Action<TIndex, T1, T2, T3, T4> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4); }, [p1, p2, p3, p4]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4); }, [p1, p2, p3, p4]);
    }

    public static Action<TIndex, T1, T2, T3, T4> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4); }, [p1, p2, p3, p4]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5), [p1, p2, p3, p4, p5]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5), [p1, p2, p3, p4, p5]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5), [p1, p2, p3, p4, p5]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5), [p1, p2, p3, p4, p5]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5); }, [p1, p2, p3, p4, p5]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5); }, [p1, p2, p3, p4, p5]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5); }, [p1, p2, p3, p4, p5]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5); }, [p1, p2, p3, p4, p5]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6), [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6), [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6), [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6), [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6); }, [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6); }, [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6); }, [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6); }, [p1, p2, p3, p4, p5, p6]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7), [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7), [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7), [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7), [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7); }, [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7); }, [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7); }, [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7); }, [p1, p2, p3, p4, p5, p6, p7]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8), [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8), [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8), [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8), [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8); }, [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8); }, [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8); }, [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8); }, [p1, p2, p3, p4, p5, p6, p7, p8]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9), [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9), [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9), [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9), [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, default);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunGroups(stream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Explicit(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunGroups(accelerator.DefaultStream, config, () => action(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14), [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, 0);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }

    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, int customGroupSize)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelProgram program = accelerator.Programs.Implicit<TIndex>(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => program.RunRange(accelerator.DefaultStream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14); }, [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14]);
    }
}

/// <content>Launches that find their launcher by the kernel.</content>
public abstract partial class Accelerator
{
    public void Launch<T1>(Action<T1> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1)
        where T1 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1), [arg1]);

    public void Launch<T1>(Action<T1> action, in KernelConfig kernelConfig, T1 arg1)
        where T1 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1);

    public void LaunchAutoGrouped<TIndex, T1>(Action<TIndex, T1> action, AcceleratorStream stream, TIndex extent, T1 arg1)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1); }, [arg1]);

    public void LaunchAutoGrouped<TIndex, T1>(Action<TIndex, T1> action, TIndex extent, T1 arg1)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1);

    public void Launch<T1, T2>(Action<T1, T2> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2)
        where T1 : struct where T2 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2), [arg1, arg2]);

    public void Launch<T1, T2>(Action<T1, T2> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2)
        where T1 : struct where T2 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2);

    public void LaunchAutoGrouped<TIndex, T1, T2>(Action<TIndex, T1, T2> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2); }, [arg1, arg2]);

    public void LaunchAutoGrouped<TIndex, T1, T2>(Action<TIndex, T1, T2> action, TIndex extent, T1 arg1, T2 arg2)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2);

    public void Launch<T1, T2, T3>(Action<T1, T2, T3> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3)
        where T1 : struct where T2 : struct where T3 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3), [arg1, arg2, arg3]);

    public void Launch<T1, T2, T3>(Action<T1, T2, T3> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3)
        where T1 : struct where T2 : struct where T3 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3>(Action<TIndex, T1, T2, T3> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3); }, [arg1, arg2, arg3]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3>(Action<TIndex, T1, T2, T3> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3);

    public void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4), [arg1, arg2, arg3, arg4]);

    public void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4>(Action<TIndex, T1, T2, T3, T4> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4); }, [arg1, arg2, arg3, arg4]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4>(Action<TIndex, T1, T2, T3, T4> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4);

    public void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5), [arg1, arg2, arg3, arg4, arg5]);

    public void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5>(Action<TIndex, T1, T2, T3, T4, T5> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5); }, [arg1, arg2, arg3, arg4, arg5]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5>(Action<TIndex, T1, T2, T3, T4, T5> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5);

    public void Launch<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6), [arg1, arg2, arg3, arg4, arg5, arg6]);

    public void Launch<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6>(Action<TIndex, T1, T2, T3, T4, T5, T6> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6); }, [arg1, arg2, arg3, arg4, arg5, arg6]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6>(Action<TIndex, T1, T2, T3, T4, T5, T6> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6);

    public void Launch<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7), [arg1, arg2, arg3, arg4, arg5, arg6, arg7]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, AcceleratorStream stream, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct =>
        Programs.Explicit(action, default).RunGroups(stream, kernelConfig, () => action(arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14), [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14]);

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, in KernelConfig kernelConfig, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct =>
        Launch(action, DefaultStream, kernelConfig, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, AcceleratorStream stream, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct =>
        Programs.Implicit<TIndex>(action, 0).RunRange(stream, extent.Size, (from, to) => { for (long i = from; i < to; i++) action(Extents.At(extent, i), arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14); }, [arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14]);

    public void LaunchAutoGrouped<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, TIndex extent, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14)
        where TIndex : struct, IGenericIndex<TIndex>
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct =>
        LaunchAutoGrouped(action, DefaultStream, extent, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14);
}
