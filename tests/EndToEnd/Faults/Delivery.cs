using MerchantOps.Events;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>One webhook to be sent, again and again until it is acknowledged.</summary>
/// <param name="Event">What it says; null for poison.</param>
/// <param name="Poison">A text in the body of a poison event by which it is found again; null for a readable one.</param>
internal sealed record Delivery(string Merchant, string WebhookId, byte[] Body, CloudEvent? Event, string? Poison);
