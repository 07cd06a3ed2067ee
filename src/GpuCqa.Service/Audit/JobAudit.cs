using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of the ends of jobs.</summary>
public sealed class JobAudit(AuditLog log)
{
    /// <summary>Records how an analysis is about to end; on the disk when this returns.</summary>
    /// <exception cref="Core.Errors.RefusedException">It could not be written.</exception>
    public void Ending(AnalysisMessage analysis, string? manifestSha256) => log.Append(new AuditEntry(
        "analysis.end", null, ("resource", analysis.Name), ("status", RpcErrors.Name(analysis.State.ToString())), ("attempt", analysis.Attempt.ToString(CultureInfo.InvariantCulture)), ("manifest_sha256", manifestSha256))).GetAwaiter().GetResult();

    /// <summary>SHA-256 over "sha256 path\n" of the files and "sha256 name\n" of the tables of a result, lower-case hex.</summary>
    public static string Hash(ResultManifest manifest) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        manifest.Files.Select(f => $"{f.Content.Sha256} {f.Path}\n").Concat(manifest.Tables.Select(t => $"{t.Content.Sha256} {t.Name}\n"))))));
}
