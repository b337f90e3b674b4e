using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MerchantOps.Learning.Files;

/// <summary>
/// The container all models are kept in: eight bytes that name it, its version, the kind of model, the version of the payload, the
/// <see cref="ModelCard"/> as JSON, the payload, and the SHA-256 of all before. Numbers are little-endian. Nothing is believed before
/// the checksum is right, and no length of the file decides what is allocated before that many bytes have come. The checksum finds
/// damage, not forgery: files from others need a signature around them. Stateless.
/// </summary>
/// <remarks>Costs the payload once more in memory, both ways, and about a millisecond per 2 MB.</remarks>
public static class ModelFile
{
    private const int ContainerVersion = 1, MaxKindBytes = 100, MaxCardBytes = 16 << 20, MaxPayloadBytes = 1 << 30;

    // As PNG does: a byte that is no ASCII, and line ends that a text transfer would change.
    private static ReadOnlySpan<byte> Magic => [0x8D, (byte)'M', (byte)'O', (byte)'D', (byte)'E', (byte)'L', (byte)'\r', (byte)'\n'];

    /// <param name="formatVersion">Of the payload, from 1; raised whenever <paramref name="payload"/> writes something else.</param>
    /// <param name="payload">Writes the model; <see cref="PayloadExtensions"/> has arrays.</param>
    /// <exception cref="ArgumentException">The card's kind is empty or too long, the card is beyond 16 MB or the payload beyond 1 GB.</exception>
    public static void Write(Stream to, ModelCard card, int formatVersion, Action<BinaryWriter> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(formatVersion);
        var kind = Encoding.UTF8.GetBytes(card.Kind);
        var json = JsonSerializer.SerializeToUtf8Bytes(card, ModelCardJson.Default.ModelCard);
        var body = Written(payload);
        if (kind.Length is 0 or > MaxKindBytes || json.Length > MaxCardBytes || body.Length > MaxPayloadBytes)
            throw new ArgumentException($"The kind has {kind.Length} bytes, the card {json.Length}, the payload {body.Length}: one is out of range.", nameof(card));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Put(Magic);
        PutNumber(ContainerVersion);
        PutNumber(kind.Length);
        Put(kind);
        PutNumber(formatVersion);
        PutNumber(json.Length);
        Put(json);
        PutNumber((int)body.Length);
        Put(body.GetBuffer().AsSpan(0, (int)body.Length));
        to.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            to.Write(bytes);
        }

        void PutNumber(int number)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            Put(bytes);
        }
    }

    /// <summary>Reads one model from where the stream stands; the stream may hold more after it and need not seek.</summary>
    /// <param name="kind">Wanted; see <see cref="ModelCard"/>.</param>
    /// <param name="newestFormat">Version of the payload this library writes; older ones reach <paramref name="read"/>, newer ones do not.</param>
    /// <param name="read">Makes the model of the card, the payload's version and the payload, which it must read to its end.</param>
    /// <exception cref="InvalidModelFileException">The file is foreign, cut off, changed, of another kind or newer than this library.</exception>
    public static T Read<T>(Stream from, string kind, int newestFormat, Func<ModelCard, int, BinaryReader, T> read)
    {
        var content = ReadContent(from);
        if (content.Kind != kind)
            throw new InvalidModelFileException($"The file holds a model of kind {content.Kind}, wanted is {kind}.");
        if (content.Format > newestFormat)
            throw new InvalidModelFileException($"The {kind} model has format {content.Format}, this library reads up to {newestFormat}: it was saved by a newer version.");

        using var reader = new BinaryReader(new MemoryStream(content.Payload, writable: false));
        try
        {
            var model = read(content.Card, content.Format, reader);
            return reader.BaseStream.Position == reader.BaseStream.Length
                ? model
                : throw new InvalidModelFileException($"The {kind} model ends before its payload does.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidModelFileException($"The payload is no {kind} model of format {content.Format}: {e.Message}", e);
        }
    }

    /// <summary>The card alone, of a model of any kind, checked like the model.</summary>
    /// <exception cref="InvalidModelFileException">The file is foreign, cut off, changed or newer than this library.</exception>
    public static ModelCard ReadCard(Stream from) => ReadContent(from).Card;

    private static Content ReadContent(Stream from)
    {
        using var source = new HashedReader(from);
        if (!source.ReadUpTo(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InvalidModelFileException("This is no model file: it does not begin as one.");
        if (source.ReadInt32() is var version && version != ContainerVersion)
            throw new InvalidModelFileException($"The model file has container version {version}, this library reads {ContainerVersion}: it was saved by a newer version, or is damaged.");

        var kind = source.ReadBlock(MaxKindBytes);
        var format = source.ReadInt32();
        var (card, payload) = (source.ReadBlock(MaxCardBytes), source.ReadBlock(MaxPayloadBytes));
        source.CheckHash();
        return new Content(Encoding.UTF8.GetString(kind), format, ParseCard(card), payload);
    }

    private static ModelCard ParseCard(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ModelCardJson.Default.ModelCard) ?? throw new InvalidModelFileException("The model file has no card.");
        }
        catch (JsonException e)
        {
            throw new InvalidModelFileException($"The model file's card cannot be read: {e.Message}", e);
        }
    }

    private static MemoryStream Written(Action<BinaryWriter> payload)
    {
        var body = new MemoryStream();
        var writer = new BinaryWriter(body);
        payload(writer);
        writer.Flush();
        return body;
    }

    private readonly record struct Content(string Kind, int Format, ModelCard Card, byte[] Payload);
}
