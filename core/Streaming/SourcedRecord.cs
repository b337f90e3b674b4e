namespace MerchantOps.Streaming;

/// <summary>An event with where it came from, for readers across partitions.</summary>
public readonly record struct SourcedRecord(StreamSource Source, StreamRecord Record);
