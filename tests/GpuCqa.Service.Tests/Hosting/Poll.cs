using GpuCqa.Testing;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>Waits for what will be.</summary>
public static class Poll
{
    public static async Task Until(Func<Task<bool>> condition)
    {
        DateTime deadline = Patience.Deadline;
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"Not within {Patience.Span.TotalSeconds} s.");
            await Task.Delay(20);
        }
    }
}
