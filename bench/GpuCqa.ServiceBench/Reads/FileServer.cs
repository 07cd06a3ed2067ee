using System.Net;
using System.Security.Cryptography;
using GpuCqa.Bench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GpuCqa.ServiceBench.Reads;

/// <summary>
/// The peer: HTTP/1.1 GET of files on the same web server. The body is the file as the web server sends files; with ?sha256=1 it is read in pieces of 1 MiB, each hashed (SHA-256)
/// before it is sent, as the service does with its blocks. No checksums on the wire, no typed blocks, no manifest, no database.
/// </summary>
internal static class FileServer
{
    private const int PieceBytes = 1 << 20;

    public static async Task Run(Options options)
    {
        string folder = options.Text("folder")!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1));
        builder.WebHost.UseUrls();
        WebApplication app = builder.Build();
        app.MapGet("/{kind}/{name}", (HttpContext http, string kind, string name) => Get(http, Path.Combine(folder, Path.GetFileName(kind), Path.GetFileName(name))));
        await app.StartAsync();
        Console.WriteLine($"file server on {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static async Task Get(HttpContext http, string path)
    {
        http.Response.ContentLength = new FileInfo(path).Length;
        if (!http.Request.Query.ContainsKey("sha256"))
        {
            await http.Response.SendFileAsync(path, http.RequestAborted);
            return;
        }

        byte[] piece = new byte[PieceBytes], hash = new byte[SHA256.HashSizeInBytes];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        for (int read; (read = await file.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, http.RequestAborted)) > 0;)
        {
            SHA256.HashData(piece.AsSpan(0, read), hash);
            await http.Response.Body.WriteAsync(piece.AsMemory(0, read), http.RequestAborted);
        }
    }
}
