using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MerchantOps.Learning.Files;

/// <summary>Reads blocks of a model file and hashes what it read. Allocates as bytes arrive, never by what a length claims.</summary>
internal sealed class HashedReader(Stream from) : IDisposable
{
    private const int Chunk = 1 << 20;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadExactly(4));

    /// <summary>A length and as many bytes.</summary>
    public byte[] ReadBlock(int most) =>
        ReadInt32() is var length && length >= 0 && length <= most
            ? ReadExactly(length)
            : throw new InvalidModelFileException($"The model file is damaged: a length of {length} is beyond {most}.");

    /// <summary>Fewer bytes where the stream ends before.</summary>
    public byte[] ReadUpTo(int length)
    {
        var buffer = new byte[Math.Min(length, Chunk)];
        var filled = 0;
        while (true)
        {
            filled += from.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            if (filled < buffer.Length || filled == length)
                break;
            Array.Resize(ref buffer, (int)Math.Min(length, 2L * buffer.Length));
        }

        hash.AppendData(buffer, 0, filled);
        return filled == buffer.Length ? buffer : buffer[..filled];
    }

    public void CheckHash()
    {
        var expected = hash.GetHashAndReset();
        if (!ReadExactly(expected.Length).AsSpan().SequenceEqual(expected))
            throw new InvalidModelFileException("The model file is damaged: its checksum does not fit what it holds.");
    }

    public void Dispose() => hash.Dispose();

    private byte[] ReadExactly(int length) =>
        ReadUpTo(length) is var bytes && bytes.Length == length ? bytes : throw new InvalidModelFileException("The model file is cut off.");
}
