using System.Text.Json;
using MerchantOps.Brushing;
using MerchantOps.Cases;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Tests.Core.Ingestion;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Brushing;

public sealed class BrushingJobsTests : IDisposable
{
    private readonly IngestionFixture fixture = new();
    private readonly RecordedCases cases = new();
    private readonly BrushingScene scene = new BrushingScene(1).Honest(120, 4).Ring(new RingStyle { Orders = 30, Listing = 2 });

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_ring_becomes_a_case_with_its_orders_and_their_evidence()
    {
        await IngestAsync();

        await Jobs().StartAsync(CancellationToken.None);

        var draft = Assert.Single(cases.Drafts);
        Assert.Equal((CaseKinds.Brushing, "acme", "p2"), (draft.Kind, draft.Merchant, draft.Product));
        Assert.True(draft.Orders.Count(o => scene.Fakes.Contains(o["main:".Length..])) >= 27);
        Assert.NotEmpty(draft.Evidence);
    }

    [Fact]
    public async Task The_same_ring_has_the_same_case_the_next_night()
    {
        await IngestAsync();
        await Jobs().StartAsync(CancellationToken.None);
        fixture.Time.Advance(TimeSpan.FromDays(1));

        await Jobs().StartAsync(CancellationToken.None);

        Assert.Equal(2, cases.Drafts.Count);
        Assert.Equal(cases.Drafts[0].Key, cases.Drafts[1].Key);
        Assert.Equal(cases.Drafts[0].Orders, cases.Drafts[1].Orders);
    }

    [Fact]
    public async Task A_search_that_was_killed_is_carried_on_when_its_lease_has_ended()
    {
        await IngestAsync();
        cases.IsDown = true;
        await Assert.ThrowsAsync<UnavailableException>(() => Jobs().StartAsync(CancellationToken.None));
        cases.IsDown = false;
        await Jobs().ContinueAsync(CancellationToken.None);
        var underLease = cases.Drafts.Count;
        fixture.Time.Advance(TimeSpan.FromMinutes(6));

        await Jobs().ContinueAsync(CancellationToken.None);
        await Jobs().ContinueAsync(CancellationToken.None);

        Assert.Equal(0, underLease);
        Assert.Single(cases.Drafts);
    }

    [Fact]
    public async Task Nothing_is_carried_on_that_nobody_asked_for()
    {
        await IngestAsync();

        await Jobs().ContinueAsync(CancellationToken.None);

        Assert.Empty(cases.Drafts);
    }

    private BrushingJobs Jobs()
    {
        var options = new BrushingOptions();
        return new BrushingJobs(new BrushingPages(fixture.Archive, fixture.Store, options), fixture.Store, cases, options, fixture.Time, NullLogger<BrushingJobs>.Instance);
    }

    /// <summary>All of the scene, taken in two hours before the clock's time.</summary>
    private async Task IngestAsync()
    {
        fixture.Time.Advance(IngestionFixture.Noon.AddHours(2) - fixture.Time.GetUtcNow());
        var events = new List<CloudEvent>();
        foreach (var o in scene.Orders)
            events.Add(IngestionFixture.Event(EventTypes.OrderPlaced, $"placed-{o.Id}", $"order/{o.Id}", "acme", o.At, JsonSerializer.SerializeToUtf8Bytes(OrderOf(o), EventJson.Default.Order)));
        foreach (var (r, i) in scene.Reviews.Select(static (r, i) => (r, i)))
            events.Add(IngestionFixture.Event(EventTypes.ProductReviewed, $"review-{i}", $"product/{r.Product}", "acme", r.At, JsonSerializer.SerializeToUtf8Bytes(
                new ProductReview(r.Product, r.Rating, r.At, r.Order, r.Buyer, r.Text), EventJson.Default.ProductReview)));
        await fixture.IngestAsync(1, events);
    }

    private static Order OrderOf(BrushingOrder o) => new()
    {
        Id = o.Id,
        PlacedAt = o.At,
        Total = new Money((decimal)o.Price!.Value, "USD"),
        Lines = [new OrderLine(o.Product, null, null, o.Quantity, (decimal)o.Price.Value)],
        Buyer = new Buyer(o.Buyer, RegisteredAt: o.RegisteredAt),
        Shipping = new Address(Line1: o.Address),
        Payment = new Payment(Fingerprint: o.Card),
        Device = new Device(o.Device),
    };

    private sealed class RecordedCases : ICaseBook
    {
        public List<CaseDraft> Drafts { get; } = [];

        public bool IsDown { get; set; }

        public Task<string> OpenAsync(CaseDraft draft, CancellationToken ct)
        {
            if (IsDown)
                throw new UnavailableException("store", "It is down.");
            Drafts.Add(draft);
            return Task.FromResult(draft.Key);
        }
    }
}
