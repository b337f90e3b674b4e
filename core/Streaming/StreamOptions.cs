using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Streaming;

/// <summary>Which adapter takes the events.</summary>
public enum StreamKind
{
    /// <summary>A log in the data folder, consumed in the same process.</summary>
    Embedded,

    /// <summary>Azure Event Hubs, consumed through the Functions host.</summary>
    EventHubs,
}

/// <summary>Bound from the section <c>Stream</c>.</summary>
public sealed class StreamOptions
{
    public StreamKind Kind { get; set; }

    /// <summary>The event hub's name; names the embedded log's events too, so that stored positions look alike.</summary>
    [Required, RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,49}")]
    public string Hub { get; set; } = "events";

    /// <summary>Raised by one when the hub or log is made anew and its sequences restart.</summary>
    [Range(1, int.MaxValue)]
    public int Generation { get; set; } = 1;

    /// <summary>Of a new embedded log; one that exists keeps the number it was made with.</summary>
    [Range(1, 64)]
    public int Partitions { get; set; } = 8;

    /// <summary>Whether the embedded log keeps events that every consumer has behind it. If not, they are removed, and cannot be scanned.</summary>
    public bool KeepAsArchive { get; set; } = true;

    /// <summary>How large the embedded log's file may grow; it then refuses events until there is room, as it does on a full disk.</summary>
    [Range(1L << 20, 1L << 43)]
    public long MaxLogBytes { get; set; } = 1L << 40;

    /// <summary>No append or checkpoint takes longer, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(15);
}
