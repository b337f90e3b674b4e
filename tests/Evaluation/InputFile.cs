using System.IO.Compression;
using System.Text.Json;

namespace MerchantOps.Evaluation;

/// <summary>Files as they are given: plain or gzipped, told apart by their first bytes.</summary>
public static class InputFile
{
    /// <exception cref="BadInputException">There is no such file, or it cannot be read.</exception>
    public static byte[] ReadAll(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes is not [0x1f, 0x8b, ..])
                return bytes;

            using var unzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            unzip.CopyTo(plain);
            return plain.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BadInputException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The rows of a JSON array of objects.</summary>
    /// <exception cref="BadInputException">It is not one.</exception>
    public static List<JsonRow> ReadJsonRows(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ReadAll(path));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new BadInputException($"{path} must be a JSON array of objects.");
            return [.. document.RootElement.Clone().EnumerateArray().Select((row, i) => new JsonRow(row, $"{path}[{i}]"))];
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path} is not JSON: {e.Message}");
        }
    }
}

/// <summary>One row with the place it stands at, for messages.</summary>
public sealed record JsonRow(JsonElement Json, string Place)
{
    /// <exception cref="BadInputException">There is no such text.</exception>
    public string Text(string name) => OptionalText(name) ?? throw new BadInputException($"{Place} needs the text \"{name}\".");

    public string? OptionalText(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <exception cref="BadInputException">It is there, but no whole number.</exception>
    public long? OptionalInteger(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        _ => throw new BadInputException($"{Place}: \"{name}\" must be a whole number."),
    };

    /// <exception cref="BadInputException">There is no such true or false.</exception>
    public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
        ? value.GetBoolean()
        : throw new BadInputException($"{Place} needs \"{name}\", true or false.");

    /// <summary>The fields of an object; null when there is none.</summary>
    /// <exception cref="BadInputException">A field is not text.</exception>
    public IReadOnlyDictionary<string, string>? OptionalTexts(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } fields)
            return null;
        return fields.EnumerateObject().ToDictionary(
            f => f.Name,
            f => f.Value.ValueKind == JsonValueKind.String ? f.Value.GetString()! : throw new BadInputException($"{Place}: \"{name}.{f.Name}\" must be text."),
            StringComparer.OrdinalIgnoreCase);
    }

    private JsonElement? Find(string name)
    {
        if (Json.ValueKind != JsonValueKind.Object)
            throw new BadInputException($"{Place} must be an object.");
        return Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
