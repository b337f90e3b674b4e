namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>The events of each entity (a customer, a terminal) in the order of time, for sums over windows that end at an event. Immutable.</summary>
public sealed class EntityHistory
{
    private readonly int[] events;
    private readonly int[] ends;
    private readonly long[] times;

    /// <param name="entities">The entity of each event, from 0; events stand in the order of time.</param>
    /// <param name="times">When, in seconds.</param>
    public EntityHistory(int[] entities, long[] times)
    {
        this.times = times;
        ends = new int[entities.Length == 0 ? 0 : entities.Max() + 1];
        foreach (var entity in entities)
            ends[entity]++;
        for (var e = 1; e < ends.Length; e++)
            ends[e] += ends[e - 1];
        events = new int[entities.Length];
        var next = ends.Select((_, e) => e == 0 ? 0 : ends[e - 1]).ToArray();
        for (var i = 0; i < entities.Length; i++)
            events[next[entities[i]]++] = i;
    }

    /// <summary>
    /// For each event, how many events of its entity lie at most <paramref name="window"/> seconds back (the event itself counts, one exactly
    /// that old does not), and the sum of their values.
    /// </summary>
    public (float[] Counts, double[] Sums) Sum(long window, float[] values)
    {
        var (counts, sums) = (new float[events.Length], new double[events.Length]);
        for (int e = 0, start = 0; e < ends.Length; start = ends[e++])
        {
            var (first, sum) = (start, 0.0);
            for (var k = start; k < ends[e]; k++)
            {
                sum += values[events[k]];
                for (; times[events[first]] <= times[events[k]] - window; first++)
                    sum -= values[events[first]];
                counts[events[k]] = k + 1 - first;
                sums[events[k]] = sum;
            }
        }

        return (counts, sums);
    }
}
