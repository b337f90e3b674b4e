using System.Buffers;
using System.Numerics;
using System.Text;

namespace MerchantOps.Learning.Text;

/// <summary>
/// The n-grams of a text as numbers of buckets (the "hashing trick", Weinberger et al. 2009), in three blocks: words alone and in
/// sequence; the first letters of any two words near each other, whatever their order, endings and what stands between; characters within words, the blanks at their
/// ends included. Some 200 for a sentence of eight words. Immutable and thread-safe.
/// </summary>
internal sealed class NgramHasher
{
    public const int Blocks = 3, MinBits = 12, MaxBits = 24;

    private const int MinCharacters = 2, MaxCharacters = 5, PairWindow = 12, PairLetters = 3;

    private const uint WordSeed = 0x8F1BBCDC, SequenceSeed = 0x5BE0CD19, PairSeed = 0x1F83D9AB, CharacterSeed = 0x3C6EF372;

    private readonly int bits;

    /// <param name="bits">There are 2^bits buckets: a quarter each for words and pairs, half for characters.</param>
    public NgramHasher(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, MinBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxBits);
        this.bits = bits;
    }

    public int Bits => bits;

    public int Buckets => 1 << bits;

    /// <summary>0 for words, 1 for pairs, 2 for characters.</summary>
    public int BlockOf(int bucket) => Math.Min(Blocks - 1, bucket >> (bits - 2));

    /// <summary>Appends the bucket of every n-gram, in no order, as often as it occurs.</summary>
    public void Hash(ReadOnlySpan<char> text, ref PooledList<int> buckets)
    {
        var rented = ArrayPool<char>.Shared.Rent(TextFolding.MaxLength(text.Length));
        var folded = rented.AsSpan(0, TextFolding.Fold(text, rented));
        HashWords(folded, ref buckets);
        HashCharacters(folded, ref buckets);
        ArrayPool<char>.Shared.Return(rented);
    }

    private void HashWords(ReadOnlySpan<char> folded, ref PooledList<int> buckets)
    {
        Span<uint> stems = stackalloc uint[PairWindow];
        uint last = 0;
        for (int start = 1, words = 0; start < folded.Length; words++)
        {
            var word = folded[start..(start + folded[start..].IndexOf(' '))];
            var whole = HashOf(word, WordSeed);
            buckets.Add(Bucket(whole, 2));
            if (words > 0)
                buckets.Add(Bucket(Mix(Mix(SequenceSeed, last), whole), 2));

            var stem = HashOf(word[..Math.Min(word.Length, PairLetters)], PairSeed);
            foreach (var other in stems[..Math.Min(words, PairWindow)])
                buckets.Add((1 << (bits - 2)) | Bucket(Mix(Math.Min(stem, other), Math.Max(stem, other)), 2));
            (stems[words % PairWindow], last) = (stem, whole);
            start += word.Length + 1;
        }
    }

    private static uint HashOf(ReadOnlySpan<char> word, uint hash)
    {
        foreach (var c in word)
            hash = Mix(hash, c);
        return hash;
    }

    private void HashCharacters(ReadOnlySpan<char> folded, ref PooledList<int> buckets)
    {
        for (var start = 0; start + 1 < folded.Length;)
        {
            var end = start + 1 + folded[(start + 1)..].IndexOf(' ');
            _ = Rune.DecodeFromUtf16(folded[(start + 1)..], out var first, out _);
            if (!TextFolding.StandsAlone(first))
                HashCharactersOf(folded[start..(end + 1)], ref buckets);
            start = end;
        }
    }

    private void HashCharactersOf(ReadOnlySpan<char> word, ref PooledList<int> buckets)
    {
        for (var from = 0; from + MinCharacters <= word.Length; from++)
        {
            var hash = CharacterSeed;
            var most = Math.Min(MaxCharacters, word.Length - from);
            for (var n = 1; n <= most; n++)
            {
                hash = Mix(hash, word[from + n - 1]);
                if (n >= MinCharacters)
                    buckets.Add((1 << (bits - 1)) | Bucket(hash, 1));
            }
        }
    }

    // A round, and below the end, of MurmurHash3 (Appleby, public domain).
    private static uint Mix(uint hash, uint value) =>
        (BitOperations.RotateLeft(hash ^ (BitOperations.RotateLeft(value * 0xCC9E2D51, 15) * 0x1B873593), 13) * 5) + 0xE6546B64;

    private int Bucket(uint hash, int bitsOfBlock)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return (int)((hash ^ (hash >> 16)) >> (32 - bits + bitsOfBlock));
    }
}
