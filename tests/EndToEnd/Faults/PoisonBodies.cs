using System.Text;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>Bodies that no sender should make and that some day one does. Each names its marker near the start.</summary>
internal static class PoisonBodies
{
    private const int Kinds = 6;

    public static byte[] Of(string marker, string merchant, int kind) => (kind % Kinds) switch
    {
        0 => Encoding.UTF8.GetBytes(Event(marker, merchant, """{"id":"1","placedAt":"2026-01-01T00:00:00Z","total":{"amount":"10.00","cur""")[..^1]),
        1 => Encoding.UTF8.GetBytes(Event(marker, merchant, """{"id":["1"],"placedAt":true,"total":"much"}""")),
        2 => Encoding.UTF8.GetBytes(Event(marker, merchant, """{"id":"1","placedAt":"2026-01-01T00:00:00Z","total":{"amount":NaN,"currency":"USD"}}""")),
        3 => Encoding.UTF8.GetBytes(Event(marker, merchant, new string('[', 5000) + new string(']', 5000))),
        4 => Encoding.UTF8.GetBytes(Event(marker, merchant, """{"id":"1","placedAt":"2026-01-01T00:00:00Z","total":{"amount":"1e999","currency":"USD"}}""")),
        _ => [.. Encoding.UTF8.GetBytes(Event(marker, merchant, """{"id":"1","number":"#"""))[..^1], 0xFF, 0xFE, .. "\"}}"u8],
    };

    private static string Event(string marker, string merchant, string data) =>
        $$"""{"specversion":"1.0","id":"{{marker}}","source":"/standard/{{merchant}}/main","type":"order.placed","subject":"order/1","time":"2026-01-01T00:00:00Z","data":{{data}}}""";
}
