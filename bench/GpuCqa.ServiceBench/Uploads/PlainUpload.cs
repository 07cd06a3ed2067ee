using System.Diagnostics;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>The same bytes as one HTTP/1.1 PUT.</summary>
internal sealed class PlainUpload(string address) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>One whole upload, in seconds; with the SHA-256 checked by the server or without.</summary>
    public async Task<double> Whole(SourceFile source, bool check)
    {
        long begun = Stopwatch.GetTimestamp();
        await using var file = new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using var content = new StreamContent(file, GrpcUpload.ChunkBytes);
        using HttpResponseMessage answer = await client.PutAsync(check ? $"cells.csv?sha256={source.Sha256}" : "cells.csv", content);
        answer.EnsureSuccessStatusCode();
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await client.DeleteAsync("cells.csv");
        return seconds;
    }

    public void Dispose() => client.Dispose();
}
