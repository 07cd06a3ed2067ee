using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications;

/// <summary>IQ: what is installed, with the hash of every file of the program, how the machine is set, and whether what the program leans on starts.</summary>
internal static class InstallationCheck
{
    // Room that a qualification takes on the disk, with much to spare.
    private const long ScratchBytes = 1L << 28;

    public static (IReadOnlyList<QualificationCheck> Checks, IReadOnlyList<InstallationFact> Facts) Run(ComputeDevice device, Provenance program, string asked, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("IQ: installation", 0);
        var facts = new List<InstallationFact>
        {
            new("GpuCqa", $"{program.EngineVersion}{(program.EngineCommit is { } commit ? $"+{commit}" : "")}"), new("runtime", RuntimeInformation.FrameworkDescription), new("operating system", RuntimeInformation.OSDescription),
            new("architecture", RuntimeInformation.ProcessArchitecture.ToString()), new("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            new("vector registers", $"{(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64)} bits"),
            new("memory", string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB")),
            new("device", $"{device.Info.Kind}: {device.Info.Description}"), new("driver", device.Info.Driver ?? "none"), new("device libraries", device.Info.Libraries ?? "none"),
            new("culture", CultureInfo.CurrentCulture.Name is { Length: > 0 } culture ? culture : "invariant"), new("time zone", $"{TimeZoneInfo.Local.Id} (UTC{TimeZoneInfo.Local.GetUtcOffset(program.Started):hh\\:mm})"),
        };
        facts.AddRange(program.Packages.Select(p => new InstallationFact($"package {p.Key}", p.Value)));
        string[] parts = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Order(StringComparer.Ordinal)];
        foreach (string part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            facts.Add(new InstallationFact(Path.GetFileName(part), VersionOf(part) ?? "native", FileHash.Of(part, cancellation)));
        }

        var checks = new List<QualificationCheck>();
        void Check(string title, string expected, Func<(string Found, bool Passed)> look)
        {
            (string found, bool passed) = Tried(look);
            checks.Add(new QualificationCheck(QualificationPart.Installation, $"IQ-{checks.Count + 1:00}", title, expected, found, "exact", passed));
        }

        string own = typeof(InstallationCheck).Assembly.GetName().Version?.ToString() ?? "";
        Check("every part of the program is of one version", own, () =>
        {
            string[] others = [.. parts.Where(p => Path.GetFileName(p).StartsWith("GpuCqa.", StringComparison.Ordinal) && !Path.GetFileName(p).Contains("Tests", StringComparison.Ordinal)).Select(p => $"{Path.GetFileName(p)} {VersionOf(p)}").Where(p => !p.EndsWith(" " + own, StringComparison.Ordinal))];
            return others.Length == 0 ? (own, true) : (string.Join(", ", others), false);
        });
        Check("the device is there", asked, () => (device.Info.Kind, asked == "auto" || device.Info.Kind.StartsWith(asked, StringComparison.Ordinal)));
        Check("libhdf5 starts", "1.10.3 or later", () =>
        {
            string version = H5adWriter.LibraryVersion;
            facts.Add(new InstallationFact("libhdf5", version));
            return (version, Version.Parse(version) >= new Version(1, 10, 3));
        });
        Check("SHA-256 is that of the standard (FIPS 180-4, \"abc\")", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", () =>
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData("abc"u8));
            return (hash, hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        });
        Check("a key signs, and a changed byte is seen", "signed and refused", Signs);
        Check("there is room for scratch files", $"{ScratchBytes >> 20} MiB", () =>
        {
            long free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
            return ($"{free >> 20} MiB", free >= ScratchBytes);
        });
        progress.End();
        return (checks, facts);
    }

    private static (string Found, bool Passed) Signs()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] bytes = "signed"u8.ToArray(), signature = key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        bool holds = SigningKey.Verifies(key.ExportSubjectPublicKeyInfo(), bytes, signature);
        bytes[0] ^= 1;
        bool refused = !SigningKey.Verifies(key.ExportSubjectPublicKeyInfo(), bytes, signature);
        return ($"{(holds ? "signed" : "not signed")} and {(refused ? "refused" : "not refused")}", holds && refused);
    }

    private static (string Found, bool Passed) Tried(Func<(string, bool)> look)
    {
        try
        {
            return look();
        }
        catch (Exception error) when (error is GpuCqaException or IOException or CryptographicException or PlatformNotSupportedException or ArgumentException or UnauthorizedAccessException)
        {
            return (error.Message, false);
        }
    }

    private static string? VersionOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Version?.ToString();
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
