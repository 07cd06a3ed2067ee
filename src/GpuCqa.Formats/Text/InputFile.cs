using GpuCqa.Core.Errors;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Text;

/// <summary>Opens input files; gzip is recognized by its first two bytes, not by the name.</summary>
internal static class InputFile
{
    /// <summary>Compressed files from this size on are inflated on a second thread while the first one parses.</summary>
    private const int ReadAheadFrom = 128 * 1024;

    /// <summary>Opens a file for one pass over its decompressed bytes.</summary>
    /// <exception cref="BadDataException">The file is missing, is a folder or may not be read.</exception>
    public static InputStream Open(string path)
    {
        FileStream file = OpenRaw(path);
        try
        {
            Span<byte> start = stackalloc byte[2];
            bool gzip = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1F && start[1] == 0x8B;
            long length = file.Length;
            file.Position = 0;
            if (!gzip) return new PlainInputStream(file, path);
            var inflated = new GzipInputStream(file, path);
            return length >= ReadAheadFrom ? new ReadAheadStream(inflated) : inflated;
        }
        catch (IOException error)
        {
            file.Dispose();
            throw new BadDataException(path, null, $"cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Size of a file in bytes; of the file behind a link, not of the link.</summary>
    /// <exception cref="BadDataException">The file is missing, is a folder or may not be read.</exception>
    public static long Length(string path)
    {
        using FileStream file = OpenRaw(path);
        return file.Length;
    }

    /// <summary>The first decompressed bytes of a file, at most <paramref name="count"/>.</summary>
    public static byte[] Peek(string path, int count)
    {
        using FileStream file = OpenRaw(path);
        byte[] bytes = new byte[count];
        int got = Fill(new PlainInputStream(file, path), bytes);
        if (got >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B)
        {
            file.Position = 0;
            using var inflated = new GzipInputStream(file, path);
            got = Fill(inflated, bytes);
        }

        return bytes[..got];
    }

    private static int Fill(InputStream stream, byte[] bytes)
    {
        int got = 0, n;
        while (got < bytes.Length && (n = stream.Read(bytes.AsSpan(got))) > 0) got += n;
        return got;
    }

    private static FileStream OpenRaw(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadDataException(path, null, "no such file", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw new BadDataException(path, null, Directory.Exists(path) ? "is a folder, expected a file" : $"cannot be opened: {error.Message}", error);
        }

        if (file.CanSeek) return file;
        file.Dispose();
        throw new BadDataException(path, null, "is a pipe or a device; inputs are read more than once, so save it as a file");
    }
}
