namespace MerchantOps.Streaming;

/// <summary>How far a consumer group is behind in one partition.</summary>
/// <param name="Checkpoint">The last sequence it has consumed; 0 before the first.</param>
/// <param name="Last">The last sequence appended; 0 while the partition is empty.</param>
public sealed record PartitionLag(int Partition, long Checkpoint, long Last)
{
    /// <summary>Events appended and not yet consumed.</summary>
    public long Events => Last - Checkpoint;
}
