using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MerchantOps.Shops;
using MerchantOps.Webhooks;
using Spectre.Console;

namespace MerchantOps.Evaluation.Webhooks;

/// <summary><c>webhooks --vectors F [--payloads F]</c>: are signatures judged right, and bodies translated or refused with a reason?</summary>
internal static class WebhooksCommand
{
    /// <summary>Bodies without a currency are taken as of a shop whose currency is set, as it is in a connected shop.</summary>
    private static readonly Shop Shop = new(new ShopId("evaluation", "shop"), ShopPlatforms.Standard) { Currency = "USD" };

    public static Command Create(TextWriter output)
    {
        var vectors = new Option<string>("--vectors") { Description = "Signature vectors, JSON, may be gzipped.", Required = true };
        var payloads = new Option<string?>("--payloads") { Description = "Webhook bodies that the vectors point at, JSON, may be gzipped." };
        var command = new Command("webhooks", "Judges signature vectors and translates webhook bodies.") { vectors, payloads };
        command.SetAction(options => Run(options.GetValue(vectors)!, options.GetValue(payloads), output));
        return command;
    }

    private static int Run(string vectorsPath, string? payloadsPath, TextWriter output)
    {
        var payloads = payloadsPath is null ? [] : SamplePayload.ReadAll(payloadsPath);
        var vectors = SignatureVector.ReadAll(vectorsPath, payloads);
        var now = TimeProvider.System.GetUtcNow();

        var judged = vectors.Select(v => (v.Scheme, Right: v.IsRight())).ToList();
        var translated = payloads.Values.Select(p => (Payload: p, Translation: p.Translate(Shop, now))).ToList();

        PlainConsole.Write(output, VectorTable(judged));
        PlainConsole.Write(output, PayloadTable(translated));

        var kept = translated.Count(t => t.Translation.Events.Count > 0);
        output.WriteLine(JsonSerializer.Serialize(new
        {
            vectors = judged.Count,
            right = judged.Count(j => j.Right),
            payloads = translated.Count,
            translated = kept,
            refused = translated.Count - kept,
        }));
        return 0;
    }

    private static Table VectorTable(List<(string Scheme, bool Right)> judged)
    {
        var table = new Table().AddColumns("scheme", "vectors", "right");
        foreach (var scheme in judged.GroupBy(j => j.Scheme).OrderBy(g => g.Key, StringComparer.Ordinal))
            table.AddRow(scheme.Key.EscapeMarkup(), Number(scheme.Count()), Number(scheme.Count(j => j.Right)));
        return table;
    }

    private static Table PayloadTable(List<(SamplePayload Payload, Translation Translation)> translated)
    {
        var table = new Table().AddColumns("platform", "topic", "becomes", "payloads");
        var rows = translated
            .GroupBy(t => (t.Payload.Platform.Name, t.Payload.Topic, Meaning: Meaning(t.Translation)))
            .OrderBy(g => g.Key.Name, StringComparer.Ordinal).ThenBy(g => g.Key.Topic, StringComparer.Ordinal);
        foreach (var row in rows)
            table.AddRow(row.Key.Name.EscapeMarkup(), row.Key.Topic.EscapeMarkup(), row.Key.Meaning.EscapeMarkup(), Number(row.Count()));
        return table;
    }

    private static string Meaning(Translation translation) => translation.Events.Count > 0
        ? string.Join(", ", translation.Events.Select(e => e.Type).Distinct())
        : $"refused: {string.Join(", ", translation.Refusals.Select(r => r.Code))}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
