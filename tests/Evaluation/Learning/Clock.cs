using System.Diagnostics;

namespace MerchantOps.Evaluation.Learning;

/// <summary>How long things take on the wall.</summary>
internal static class Clock
{
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static double MedianSeconds(int times, Action work) => Median([.. Enumerable.Range(0, times).Select(_ => Seconds(work))]);

    public static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
