using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>A file that is being written. Nothing in it depends on the time or the machine: the same calls give the same bytes.</summary>
internal sealed class Hdf5Output : IDisposable
{
    private const int GlobalScope = 1;
    private readonly FileHandle handle;
    private readonly List<Hdf5Handle> owned = [];

    private Hdf5Output(string path, FileHandle handle)
    {
        Path = path;
        this.handle = handle;
    }

    /// <summary>The path as the caller gave it.</summary>
    internal string Path { get; }

    /// <summary>The root group.</summary>
    internal OutputGroup Root { get; private set; } = null!;

    /// <summary>Creates a file, over an existing one.</summary>
    /// <exception cref="PreconditionException">libhdf5 is missing, or the file cannot be created.</exception>
    internal static Hdf5Output Create(string path)
    {
        const uint truncate = 2;
        Hdf5Library.Require();
        lock (Hdf5Library.Gate)
        {
            using PropertyListHandle access = Hdf5Session.Unlocked();
            FileHandle handle = H5Files.H5Fcreate(path, truncate, PropertyListHandle.Default, access);
            if (handle.IsInvalid) throw new PreconditionException($"{path}: cannot be created ({Hdf5Errors.Describe()})");
            var output = new Hdf5Output(path, handle);
            GroupHandle root = output.Own(H5Files.H5Gopen2(handle, "/", PropertyListHandle.Default), "/");
            output.Root = new OutputGroup(output, "", root);
            return output;
        }
    }

    /// <summary>Closes a handle with the file, once it is known to be good.</summary>
    internal T Own<T>(T opened, string key) where T : Hdf5Handle
    {
        if (opened.IsInvalid) throw Failed(key);
        owned.Add(opened);
        return opened;
    }

    /// <summary>Throws when a call failed.</summary>
    internal void Require(int status, string key)
    {
        if (status < 0) throw Failed(key);
    }

    /// <summary>Writes what is still in memory.</summary>
    internal void Flush()
    {
        lock (Hdf5Library.Gate) Require(H5Files.H5Fflush(handle, GlobalScope), "/");
    }

    public void Dispose()
    {
        for (int i = owned.Count - 1; i >= 0; i--) owned[i].Dispose();
        handle.Dispose();
    }

    private PreconditionException Failed(string key) => new($"{Path}: {key}: cannot be written; is the disk full? ({Hdf5Errors.Describe()})");
}
