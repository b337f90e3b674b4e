namespace MerchantOps.Demo;

/// <summary>
/// An old customer's password is stolen: one to three large orders within hours, from a device nobody saw before, mostly from another
/// country, to another address, paid with what the account has stored or with another stolen card.
/// </summary>
internal static class AccountTakeover
{
    public static IEnumerable<OrderDraft> Run(MarketplaceOptions options, IReadOnlyList<OrderDraft> honest, Networks networks, int frauds)
    {
        var dice = new Dice(options.Seed, "account takeover");
        var latest = options.Now - TimeSpan.FromHours(7);
        var known = honest.Where(draft => IsWorthwhile(draft, options.Start) && draft.At < latest - TimeSpan.FromHours(13)).ToList();
        while (frauds > 0)
        {
            var size = Math.Min(frauds, dice.Pick([1, 1, 1, 2, 2, 3]));
            frauds -= size;
            var last = dice.Pick(known);
            var longest = latest - last.At < TimeSpan.FromDays(12) ? latest - last.At : TimeSpan.FromDays(12);
            var from = last.At + dice.Between(TimeSpan.FromHours(12), longest);
            foreach (var draft in Orders(new Crook(dice, networks), last, from, size))
                yield return draft;
        }
    }

    private static bool IsWorthwhile(OrderDraft draft, DateTimeOffset start) =>
        draft.Account is PersonalAccount { OrdersBefore: > 0 } account && account.RegisteredAt < start.AddDays(-60) && draft.Payment.Method is "card" or "wallet";

    private static IEnumerable<OrderDraft> Orders(Crook crook, OrderDraft last, DateTimeOffset from, int size)
    {
        var dice = crook.Dice;
        var victim = ((PersonalAccount)last.Account!).Person;
        var machine = crook.NewMachine();
        var connection = crook.Connect(victim.Country, careful: 0.3);
        var dropCountry = dice.Chance(0.6) ? victim.Country : dice.Pick(Countries.All);
        var drop = dice.Chance(0.15) ? Shopping.PickupPoint(victim.Country, dice, victim.Name) : dropCountry.NewAddress(dice, dropCountry.NewName(dice).Native);
        var payment = dice.Chance(0.65) ? last.Payment : Shopping.ByCard(Card.New(dice, dice.Pick(Countries.All)));
        for (var at = from; size-- > 0; at += dice.Between(TimeSpan.FromMinutes(6), TimeSpan.FromHours(2)))
        {
            yield return last with
            {
                At = at,
                Lines = Baskets.Resellable(last.Site, at, dice, dice.Between(2.0, 6.0)),
                Shipping = drop,
                Payment = payment,
                Device = Crook.On(machine, connection),
                Channel = Shopping.Channel(dice),
                Pattern = FraudPattern.AccountTakeover,
            };
        }
    }
}
