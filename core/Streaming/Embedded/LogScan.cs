using System.Runtime.CompilerServices;

namespace MerchantOps.Streaming.Embedded;

/// <summary>Reads all partitions in the order in which their events were enqueued, page by page. For one reader at a time.</summary>
internal sealed class LogScan(LogReader reader, Func<int, StreamSource> source)
{
    private const int PageSize = 512;

    /// <summary>Events with <paramref name="from"/> ≤ enqueued &lt; <paramref name="to"/>; equal times go by partition, then by sequence.</summary>
    /// <param name="last">Per partition the last sequence to give, so that what is appended meanwhile does not disturb the order.</param>
    public async IAsyncEnumerable<SourcedRecord> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyList<long> last, [EnumeratorCancellation] CancellationToken ct)
    {
        var next = new PriorityQueue<Cursor, (DateTimeOffset EnqueuedAt, int Partition)>();
        for (var partition = 0; partition < last.Count; partition++)
            if (await reader.FindFirstAsync(partition, from, ct) is { } first)
                await AdvanceAsync(new Cursor(partition, first - 1, last[partition]));

        while (next.TryDequeue(out var cursor, out _))
        {
            yield return new SourcedRecord(source(cursor.Partition), cursor.Current);
            await AdvanceAsync(cursor);
        }

        async ValueTask AdvanceAsync(Cursor cursor)
        {
            if (cursor.PageIsRead)
                cursor.Turn(await reader.ReadAsync(cursor.Partition, cursor.Sequence, PageSize, ct));
            if (cursor.MoveNext() && cursor.Current.EnqueuedAt < to)
                next.Enqueue(cursor, (cursor.Current.EnqueuedAt, cursor.Partition));
        }
    }

    /// <summary>A place in one partition, with the page of events around it.</summary>
    private sealed class Cursor(int partition, long sequence, long last)
    {
        private IReadOnlyList<StreamRecord> _page = [];
        private int _next;

        public int Partition => partition;

        public long Sequence { get; private set; } = sequence;

        public StreamRecord Current { get; private set; }

        public bool PageIsRead => _next == _page.Count;

        public void Turn(IReadOnlyList<StreamRecord> page) => (_page, _next) = (page, 0);

        public bool MoveNext()
        {
            if (PageIsRead || _page[_next].Sequence > last)
                return false;

            Current = _page[_next++];
            Sequence = Current.Sequence;
            return true;
        }
    }
}
