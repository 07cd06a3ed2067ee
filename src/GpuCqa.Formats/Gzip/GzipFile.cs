using System.Buffers.Binary;

namespace GpuCqa.Formats.Gzip;

/// <summary>Writes gzip files of one member whose bytes depend on nothing but the content: no name, no time.</summary>
internal static class GzipFile
{
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>Writes a file from its content.</summary>
    public static void Write(string path, Action<DeflatePart> content)
    {
        using FileStream file = Create(path);
        uint checksum;
        long length;
        using (var part = new DeflatePart(file))
        {
            content(part);
            (checksum, length) = (part.Checksum, part.Length);
        }

        WriteTrailer(file, checksum, length);
    }

    /// <summary>Writes a file whose head is known only after its body: the body is deflated aside, and both become one deflate stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="body">Writes the body.</param>
    /// <param name="head">Gives the head, after the body was written.</param>
    public static void WriteHeadLast(string path, Action<DeflatePart> body, Func<byte[]> head)
    {
        string aside = path + ".part";
        try
        {
            uint checksum;
            long length;
            using (var bodyFile = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite))
            {
                using (var part = new DeflatePart(bodyFile))
                {
                    body(part);
                    (checksum, length) = (part.Checksum, part.Length);
                }

                using FileStream file = Create(path);
                // Disposing a deflate stream would end the data; what it wrote up to the end of the block is all that is wanted.
                var headBytes = new MemoryStream();
                using (var part = new DeflatePart(headBytes))
                {
                    part.Write(head());
                    part.EndBlock();
                    file.Write(headBytes.GetBuffer(), 0, (int)headBytes.Length);
                    checksum = Crc32Combine.Of(part.Checksum, checksum, length);
                    length += part.Length;
                }

                bodyFile.Position = 0;
                bodyFile.CopyTo(file);
                WriteTrailer(file, checksum, length);
            }
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static FileStream Create(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(Header);
        return file;
    }

    private static void WriteTrailer(FileStream file, uint checksum, long length)
    {
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)length);
        file.Write(trailer);
    }
}
