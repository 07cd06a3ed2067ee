using System.Diagnostics;
using System.Globalization;

namespace GpuCqa.Bench;

/// <summary>Times an action several times.</summary>
internal static class Timing
{
    /// <summary>Runs once to compile and warm up, then the given number of times; prints each, the smallest and the median.</summary>
    public static T Repeat<T>(string what, int repetitions, Func<T> action)
    {
        T result = action();
        var seconds = new List<double>();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            result = action();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        double cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds / repetitions;
        string all = string.Join(" ", seconds.Select(s => s.ToString("F3", CultureInfo.InvariantCulture)));
        double[] sorted = [.. seconds.Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: best {sorted[0]:F3} s, median {sorted[sorted.Length / 2]:F3} s, runs {all}, processor {cpu:F3} s a run"));
        return result;
    }

    /// <summary>Runs once and prints the time it took.</summary>
    public static T Once<T>(string what, Func<T> action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        T result = action();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds:F2} s, processor {cpu:F2} s"));
        return result;
    }
}
