using System.Net;
using System.Security.Cryptography;
using GpuCqa.Bench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>
/// The peer: HTTP/1.1 PUT on the same web server. The body goes to a temporary file in pieces of up to 1 MiB, is flushed to the disk once at the end (fsync), and renamed;
/// with ?sha256=HEX its SHA-256 is made on the way and compared. No chunks, no checksums of chunks, no resuming, no database.
/// </summary>
internal static class PlainServer
{
    public static async Task Run(Options options)
    {
        string folder = options.Text("folder")!;
        Directory.CreateDirectory(folder);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1);
        });
        builder.WebHost.UseUrls();
        WebApplication app = builder.Build();
        app.MapPut("/{name}", (HttpContext http, string name) => Put(http, Path.Combine(folder, Path.GetFileName(name))));
        app.MapDelete("/{name}", (string name) => File.Delete(Path.Combine(folder, Path.GetFileName(name))));
        await app.StartAsync();
        Console.WriteLine($"plain server on {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static async Task Put(HttpContext http, string target)
    {
        string wanted = http.Request.Query["sha256"].ToString(), part = target + ".part";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
        {
            for (int read; (read = await http.Request.Body.ReadAsync(buffer)) > 0;)
            {
                if (wanted.Length > 0) hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(part, target, overwrite: true);
        if (wanted.Length > 0 && Convert.ToHexStringLower(hash.GetHashAndReset()) != wanted) http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
