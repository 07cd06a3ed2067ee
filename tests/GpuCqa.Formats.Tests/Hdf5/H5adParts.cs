using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Formats.Hdf5.Writing;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>A small h5ad file, 3 cells x 4 genes unless said otherwise, any part of which a test can spoil.</summary>
internal sealed record H5adParts
{
    public string[] Cells { get; init; } = ["c1", "c2", "c3"];

    public string[] Genes { get; init; } = ["g1", "g2", "g3", "g4"];

    public string Encoding { get; init; } = "csr_matrix";

    public long[]? Shape { get; init; }

    public float[] Data { get; init; } = [1, 2, 3, 4, 5];

    public long[] Indices { get; init; } = [0, 3, 1, 0, 2];

    public long[] Offsets { get; init; } = [0, 2, 3, 5];

    /// <summary>Writes X in another way.</summary>
    public Action<OutputGroup>? WriteX { get; init; }

    /// <summary>Writes the index of obs in another way.</summary>
    public Action<OutputGroup>? WriteCells { get; init; }

    /// <summary>Adds to obs.</summary>
    public Action<OutputGroup>? Obs { get; init; }

    /// <summary>Adds to var.</summary>
    public Action<OutputGroup>? Var { get; init; }

    /// <summary>Adds to the root.</summary>
    public Action<OutputGroup>? Root { get; init; }

    public string Write(string path)
    {
        using Hdf5Output file = Hdf5Output.Create(path);
        if (WriteX is null) WriteSparse(file.Root, "X", Encoding, Shape ?? [Cells.Length, Genes.Length], Data, Indices, Offsets);
        else WriteX(file.Root);
        OutputGroup obs = file.Root.AddGroup("obs"), var = file.Root.AddGroup("var");
        obs.Set("_index", "_index");
        var.Set("_index", "_index");
        if (WriteCells is null) obs.AddTexts("_index", Cells);
        else WriteCells(obs);
        var.AddTexts("_index", Genes);
        Obs?.Invoke(obs);
        Var?.Invoke(var);
        Root?.Invoke(file.Root);
        return path;
    }

    public static OutputGroup WriteSparse(OutputGroup parent, string name, string encoding, long[] shape, float[] data, long[] indices, long[] offsets)
    {
        OutputGroup x = parent.AddGroup(name);
        x.Encode(encoding, "0.1.0");
        x.Set<long>("shape", shape);
        x.Add<float>("data", data, data.Length);
        x.Add<long>("indices", indices, indices.Length);
        x.Add<long>("indptr", offsets, offsets.Length);
        return x;
    }

    /// <summary>Texts that are promised and never written.</summary>
    public static void PromiseTexts(OutputGroup group, string name, long count, long chunk)
    {
        lock (Hdf5Library.Gate) group.Create(name, OutputType.Text(), [count], null, [chunk]);
    }
}
