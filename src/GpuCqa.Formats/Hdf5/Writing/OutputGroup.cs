using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>A group that is being written.</summary>
internal sealed unsafe class OutputGroup : OutputNode
{
    /// <summary>Bytes of a chunk: large enough to compress well, small enough for the reader's cache of 1 MiB.</summary>
    private const int ChunkBytes = 1 << 18;

    /// <summary>Below this a dataset lies in one piece, without compression.</summary>
    private const long Small = 1 << 10;

    /// <summary>From here on chunks are compressed side by side.</summary>
    private const long Large = 4 * ChunkBytes;

    private readonly Hdf5Handle handle;

    internal OutputGroup(Hdf5Output file, string key, Hdf5Handle handle) : base(file, key, handle) => this.handle = handle;

    /// <summary>Creates a group.</summary>
    internal OutputGroup AddGroup(string name)
    {
        string key = $"{Key}/{name}";
        lock (Hdf5Library.Gate)
        {
            GroupHandle group = File.Own(H5Files.H5Gcreate2(handle, name, PropertyListHandle.Default, PropertyListHandle.Default, PropertyListHandle.Default), key);
            return new OutputGroup(File, key, group);
        }
    }

    /// <summary>Writes an array, row-major.</summary>
    internal OutputDataset Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> dimensions) where T : unmanaged
    {
        long[]? chunk = ChunkOf(dimensions, sizeof(T));
        OutputDataset dataset = Create<T>(name, dimensions, null, chunk);
        if (chunk is not null && values.Length * (long)sizeof(T) >= Large)
        {
            dataset.WriteChunks(values, (int)(values.Length / dimensions[0]), dimensions.Length, (int)chunk[0]);
            return dataset;
        }

        fixed (T* at = values)
        {
            if (at != null) dataset.WriteAll(at);
        }

        return dataset;
    }

    /// <summary>Writes one number.</summary>
    internal OutputDataset AddScalar<T>(string name, T value) where T : unmanaged => Add(name, new ReadOnlySpan<T>(in value), []);

    /// <summary>Writes texts.</summary>
    internal OutputDataset AddTexts(string name, IReadOnlyList<string> texts)
    {
        lock (Hdf5Library.Gate)
        {
            long[] dimensions = [texts.Count];
            OutputDataset dataset = Create(name, OutputType.Text(), dimensions, null, ChunkOf(dimensions, 2 * sizeof(long)));
            if (texts.Count > 0) WriteTexts(dataset, texts);
            return dataset;
        }
    }

    /// <summary>Writes one text.</summary>
    internal OutputDataset AddText(string name, string text)
    {
        lock (Hdf5Library.Gate)
        {
            OutputDataset dataset = Create(name, OutputType.Text(), [], null, null);
            WriteTexts(dataset, [text]);
            return dataset;
        }
    }

    /// <summary>Creates an array of one dimension that grows.</summary>
    internal GrowingArray<T> AddGrowing<T>(string name) where T : unmanaged => new(Create<T>(name, [0], [-1], [ChunkBytes / sizeof(T)]), ChunkBytes / sizeof(T));

    /// <summary>Creates an array of texts that grows.</summary>
    internal GrowingTexts AddGrowingTexts(string name)
    {
        const int chunk = ChunkBytes / (2 * sizeof(long));
        lock (Hdf5Library.Gate) return new GrowingTexts(Create(name, OutputType.Text(), [0], [-1], [chunk]), chunk);
    }

    /// <summary>Creates a dataset and writes nothing into it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">Its dimensions; none for a scalar.</param>
    /// <param name="maximum">How far it may grow (-1 without limit), or null when it does not.</param>
    /// <param name="chunk">Dimensions of a compressed chunk, or null to store it in one piece.</param>
    internal OutputDataset Create<T>(string name, ReadOnlySpan<long> dimensions, long[]? maximum, long[]? chunk) where T : unmanaged
    {
        lock (Hdf5Library.Gate) return Create(name, OutputType.Of<T>(), dimensions, maximum, chunk);
    }

    /// <summary>Creates a dataset of any type; takes the type over. Call under the gate.</summary>
    internal OutputDataset Create(string name, TypeHandle type, ReadOnlySpan<long> dimensions, long[]? maximum, long[]? chunk)
    {
        const uint level = 4;
        string key = $"{Key}/{name}";
        File.Own(type, key);
        using PropertyListHandle creation = H5Properties.H5Pcreate(Hdf5Session.DatasetCreate);
        // The time of writing must not be in the bytes.
        File.Require(H5Properties.H5Pset_obj_track_times(creation, 0), key);
        if (chunk is not null)
        {
            fixed (long* at = chunk) File.Require(H5Properties.H5Pset_chunk(creation, chunk.Length, (ulong*)at), key);
            File.Require(H5Properties.H5Pset_shuffle(creation), key);
            File.Require(H5Properties.H5Pset_deflate(creation, level), key);
        }

        fixed (long* now = dimensions, most = maximum)
        {
            using SpaceHandle space = dimensions.Length == 0 ? H5Data.H5Screate(0) : H5Data.H5Screate_simple(dimensions.Length, (ulong*)now, (ulong*)most);
            DatasetHandle dataset = File.Own(H5Data.H5Dcreate2(handle, name, type, space, PropertyListHandle.Default, creation, PropertyListHandle.Default), key);
            return new OutputDataset(File, key, dataset, type);
        }
    }

    private static void WriteTexts(OutputDataset dataset, IReadOnlyList<string> texts)
    {
        using var native = new NativeTexts(texts);
        fixed (nint* at = native.Pointers) dataset.WriteAll(at);
    }

    /// <summary>Whole rows, as many as fit; null for what is small.</summary>
    private static long[]? ChunkOf(ReadOnlySpan<long> dimensions, int elementSize)
    {
        long row = elementSize, total = elementSize;
        for (int d = 0; d < dimensions.Length; d++)
        {
            total *= dimensions[d];
            if (d > 0) row *= dimensions[d];
        }

        if (dimensions.Length == 0 || total < Small) return null;
        long[] chunk = dimensions.ToArray();
        chunk[0] = Math.Clamp(ChunkBytes / row, 1, chunk[0]);
        return chunk;
    }
}
