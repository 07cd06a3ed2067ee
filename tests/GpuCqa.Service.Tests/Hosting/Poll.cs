using System.Diagnostics;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>Waits for what will be.</summary>
public static class Poll
{
    public static async Task Until(Func<Task<bool>> condition, int seconds = 60)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"Not within {seconds} s.");
            await Task.Delay(20);
        }
    }
}
