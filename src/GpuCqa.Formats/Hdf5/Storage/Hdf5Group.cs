using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>A group: a folder of the file.</summary>
internal sealed class Hdf5Group : Hdf5Node
{
    private const int GroupKind = 2;
    private const int DatasetKind = 5;
    private const ulong MostLinks = 1 << 16;
    private const int MostNameBytes = 1 << 12;

    internal Hdf5Group(Hdf5File file, string key, Hdf5Handle handle) : base(file, key, handle) { }

    /// <summary>Names of the members, in order of their bytes.</summary>
    /// <exception cref="BadDataException">The group is damaged or has more members than any file of cells needs.</exception>
    public unsafe string[] Names()
    {
        lock (Hdf5Library.Gate)
        {
            H5Files.GroupInfo info;
            if (H5Files.H5Gget_info(Handle, &info) < 0) throw Bad($"the group cannot be read ({Hdf5Errors.Describe()})");
            if (info.Links > MostLinks) throw Bad($"the group promises {info.Links} members, more than any file of cells needs");
            var names = new string[info.Links];
            byte* name = stackalloc byte[MostNameBytes];
            for (int i = 0; i < names.Length; i++)
            {
                nint length = H5Files.H5Lget_name_by_idx(Handle, ".", 0, 0, (ulong)i, name, MostNameBytes, PropertyListHandle.Default);
                if (length is < 0 or >= MostNameBytes) throw Bad($"the name of member {i} cannot be read");
                names[i] = Encoding.UTF8.GetString(name, (int)length);
            }

            return names;
        }
    }

    /// <summary>True when there is a member of this name.</summary>
    public bool Contains(string name)
    {
        lock (Hdf5Library.Gate) return name.Length > 0 && H5Files.H5Lexists(Handle, name, PropertyListHandle.Default) > 0;
    }

    /// <summary>Opens a member, or null when there is none of this name.</summary>
    public Hdf5Node? Find(string name)
    {
        if (!Contains(name)) return null;
        string key = $"{Key}/{name}";
        lock (Hdf5Library.Gate)
        {
            using ObjectHandle found = H5Files.H5Oopen(Handle, name, File.LinkAccess);
            if (found.IsInvalid) throw new BadDataException(File.Path, key, $"cannot be opened; links that lead nowhere or into other files are not followed ({Hdf5Errors.Describe()})");
            return H5Base.H5Iget_type(found) switch
            {
                GroupKind => new Hdf5Group(File, key, H5Files.H5Gopen2(Handle, name, File.LinkAccess)),
                DatasetKind => Hdf5Dataset.Open(File, key, Handle, name),
                _ => throw new BadDataException(File.Path, key, "is neither a group nor a dataset"),
            };
        }
    }

    /// <summary>Opens a group that must be there.</summary>
    public Hdf5Group Group(string name) => Find(name) switch
    {
        Hdf5Group group => group,
        null => throw new BadDataException(File.Path, $"{Key}/{name}", "is missing; a group was expected"),
        Hdf5Node other => throw other.Bad("is a dataset; a group was expected"),
    };

    /// <summary>Opens a dataset that must be there.</summary>
    public Hdf5Dataset Dataset(string name) => Find(name) switch
    {
        Hdf5Dataset dataset => dataset,
        null => throw new BadDataException(File.Path, $"{Key}/{name}", "is missing; a dataset was expected"),
        Hdf5Node other => throw other.Bad("is a group; a dataset was expected"),
    };
}
