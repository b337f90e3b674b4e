using System.Text.Json;
using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>One function.json, as far as a host of our own needs it.</summary>
/// <param name="Name">The folder's.</param>
/// <param name="Retry">How a failed call is repeated.</param>
internal sealed record FunctionFile(string Name, FunctionTrigger Trigger, RetryPolicy Retry)
{
    /// <exception cref="InvalidDataException">It cannot be read, or has not exactly one trigger of a known type.</exception>
    public static FunctionFile Read(string folder)
    {
        var path = Path.Combine(folder, "function.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var triggers = json.RootElement.GetProperty("bindings").EnumerateArray()
                .Where(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal)).ToList();
            return triggers is [var trigger]
                ? new FunctionFile(Path.GetFileName(folder), FunctionTrigger.Read(trigger), RetryReader.Read(json.RootElement))
                : throw new InvalidDataException("a function has exactly one trigger");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>All functions below the script root, by name.</summary>
    public static IReadOnlyList<FunctionFile> ReadAll(string scriptRoot) =>
    [
        .. Directory.EnumerateDirectories(scriptRoot)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];
}
