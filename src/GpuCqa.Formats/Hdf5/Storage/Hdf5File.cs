using System.Runtime.CompilerServices;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>A file that is open for reading. It never follows a link into another file.</summary>
internal sealed class Hdf5File : IDisposable
{
    private readonly FileHandle handle;
    private readonly List<Hdf5Handle> owned = [];

    private Hdf5File(string path, long length, FileHandle handle, PropertyListHandle linkAccess, GlobalHeap heap)
    {
        Path = path;
        Length = length;
        Heap = heap;
        this.handle = handle;
        LinkAccess = linkAccess;
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file: what nothing that it promises may exceed by much.</summary>
    public long Length { get; }

    /// <summary>The texts of variable length.</summary>
    public GlobalHeap Heap { get; }

    /// <summary>Access list that refuses links into other files.</summary>
    public PropertyListHandle LinkAccess { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="BadDataException">There is no such file, or it is not HDF5 or cut short.</exception>
    /// <exception cref="PreconditionException">libhdf5 is not installed.</exception>
    public static unsafe Hdf5File Open(string path)
    {
        if (!File.Exists(path)) throw new BadDataException(path, null, "there is no such file");
        Hdf5Library.Require();
        lock (Hdf5Library.Gate)
        {
            using PropertyListHandle access = Hdf5Session.Unlocked();
            FileHandle handle = H5Files.H5Fopen(path, 0, access);
            if (handle.IsInvalid)
                throw new BadDataException(path, null, $"this is not an HDF5 file, or it is cut short or damaged ({Hdf5Errors.Describe()})");
            PropertyListHandle links = H5Properties.H5Pcreate(Hdf5Session.LinkAccess);
            _ = H5Properties.H5Pset_elink_cb(links, &RefuseExternalLink, null);
            return new Hdf5File(path, InputFile.Length(path), handle, links, new GlobalHeap(path, BaseAddress(path, handle)));
        }
    }

    /// <summary>Where address 0 of the file lies: behind a block that belongs to the user (MATLAB puts its own header there).</summary>
    private static unsafe long BaseAddress(string path, FileHandle handle)
    {
        using PropertyListHandle creation = H5Files.H5Fget_create_plist(handle);
        ulong userBlock = 0;
        nuint addressBytes = 0, lengthBytes = 0;
        _ = H5Properties.H5Pget_userblock(creation, &userBlock);
        _ = H5Properties.H5Pget_sizes(creation, &addressBytes, &lengthBytes);
        return addressBytes == sizeof(ulong) && lengthBytes == sizeof(ulong) && userBlock <= long.MaxValue / 2
            ? (long)userBlock
            : throw new BadDataException(path, null, $"addresses have {addressBytes} bytes and lengths {lengthBytes}; 8 and 8 are read (h5repack rewrites the file)");
    }

    /// <summary>The root group.</summary>
    public Hdf5Group OpenRoot()
    {
        lock (Hdf5Library.Gate)
        {
            GroupHandle root = H5Files.H5Gopen2(handle, "/", PropertyListHandle.Default);
            if (root.IsInvalid) throw new BadDataException(Path, "/", $"the root group cannot be read ({Hdf5Errors.Describe()})");
            return new Hdf5Group(this, "", root);
        }
    }

    /// <summary>Closes an object together with the file.</summary>
    public void Own(Hdf5Handle node) => owned.Add(node);

    public void Dispose()
    {
        for (int i = owned.Count - 1; i >= 0; i--) owned[i].Dispose();
        LinkAccess.Dispose();
        Heap.Dispose();
        handle.Dispose();
    }

    [System.Runtime.InteropServices.UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int RefuseExternalLink(byte* parentFile, byte* parentGroup, byte* childFile, byte* childObject, uint* flags, long access, void* data) => -1;
}
