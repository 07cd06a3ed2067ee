using System.Text;

namespace GpuCqa.Formats.Tests.Fuzzing;

/// <summary>Damages bytes the way disks, downloads and editors do, and the way an attacker would.</summary>
internal static class Mutation
{
    private static readonly string[] Splices =
        ["-1", "0", "2147483648", "9223372036854775807", "99999999999999999999", "1e308", "1e-400", "NaN", "inf", "\"", "\"\"", ",", "\t", "\n", "\r", "\r\n", " ", "%", "\0", "\uFEFF", "é", "1.5", ";"];

    public static byte[] Of(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            int at = random.Next(bytes.Count + 1), length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when length > 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when length > 0: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)])); break;
            }
        }

        return [.. bytes];
    }
}
