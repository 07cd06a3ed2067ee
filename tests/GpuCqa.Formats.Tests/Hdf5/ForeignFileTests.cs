using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Formats.Hdf5.Writing;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>A file must not make the reader open other files of the machine.</summary>
public class ForeignFileTests
{
    private delegate int CreateExternalLink(string file, string target, nint location, string name, nint creation, nint access);

    private delegate int SetExternal(nint list, string file, long offset, ulong size);

    private delegate nint CreateDataset(nint location, string name, nint type, nint space, nint link, nint creation, nint access);

    private delegate nint CreateSimple(int rank, ulong[] dimensions, ulong[]? maximum);

    private delegate nint CreateList(long kind);

    private delegate nint OpenFile(string name, uint flags, nint access);

    private delegate int Close(nint id);

    [Fact]
    public void ExternalLink_ToAnotherFile_IsNotFollowed()
    {
        using var folder = new TemporaryFolder();
        new H5adParts().Write(folder.File("target.h5ad"));
        string path = new H5adParts { WriteX = _ => { } }.Write(folder.File("link.h5ad"));
        Change(path, file => Assert.True(Entry<CreateExternalLink>("H5Lcreate_external")("target.h5ad", "/X", file, "X", 0, 0) >= 0));
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Equal("/X", error.Place);
        Assert.Contains("not followed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExternalStorage_OfADataset_IsNotRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("secret.bin"), new byte[1024]);
        string path = new H5adParts { WriteX = _ => { } }.Write(folder.File("raw.h5ad"));
        Change(path, file =>
        {
            nint list = Entry<CreateList>("H5Pcreate")(Hdf5Session.DatasetCreate);
            Assert.True(Entry<SetExternal>("H5Pset_external")(list, folder.File("secret.bin"), 0, 48) >= 0);
            nint space = Entry<CreateSimple>("H5Screate_simple")(2, [3, 4], null);
            nint dataset = Entry<CreateDataset>("H5Dcreate2")(file, "X", Hdf5Session.Float.DangerousGetHandle(), space, 0, list, 0);
            Assert.True(dataset >= 0);
            foreach (nint id in (nint[])[dataset, space, list]) Entry<Close>("H5Idec_ref")(id);
        });
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Contains("lies in other files", error.Message, StringComparison.Ordinal);
    }

    private static void Change(string path, Action<nint> change)
    {
        const uint readWrite = 1;
        lock (Hdf5Library.Gate)
        {
            nint file = Entry<OpenFile>("H5Fopen")(path, readWrite, 0);
            Assert.True(file >= 0);
            change(file);
            Entry<Close>("H5Fclose")(file);
        }
    }

    private static T Entry<T>(string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(Hdf5Session.Export(name));
}
