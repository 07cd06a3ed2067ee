using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>A feature table of a number of bytes on the disk, each row of 32 bytes with a number of its own.</summary>
internal sealed record SourceFile(string Path, long Size, string Sha256)
{
    private const int Row = 32, Block = 1 << 20;

    /// <summary>A file that is there.</summary>
    public static SourceFile Of(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return new SourceFile(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public static SourceFile Make(string path, int mebibytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        byte[] block = new byte[Block];
        for (long number = 0; number < (long)mebibytes * (Block / Row);)
        {
            for (int at = 0; at < Block; at += Row, number++)
            {
                string row = number == 0 ? "cell,area,intensity".PadRight(Row - 1, '_') : string.Create(CultureInfo.InvariantCulture, $"c{number:D14},1.50,2.25000000");
                Encoding.ASCII.GetBytes(row[..(Row - 1)] + '\n', block.AsSpan(at, Row));
            }

            hash.AppendData(block);
            file.Write(block);
        }

        // Its own way to the disk is no part of what is timed.
        file.Flush(flushToDisk: true);
        return new SourceFile(path, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
