using System.Text.Json;
using MerchantOps.Errors;

namespace MerchantOps.Functions.Hosting;

/// <summary>Reads the timer trigger's envelope.</summary>
internal static class TimerEnvelope
{
    /// <exception cref="InvalidInputException">It is no such envelope.</exception>
    public static TimerTick Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var envelope = JsonDocument.Parse(json);
            var timer = EnvelopeData.FirstBinding(envelope.RootElement);
            var isPastDue = timer.ValueKind == JsonValueKind.Object && timer.TryGetProperty("IsPastDue", out var late) && late.ValueKind == JsonValueKind.True;
            return new TimerTick(isPastDue, now);
        }
        catch (JsonException)
        {
            throw new InvalidInputException("malformed-envelope", "The Functions host's envelope must have JSON.");
        }
    }
}
