using MerchantOps.Evaluation.Generators;

namespace MerchantOps.Tests.Core.Generators;

public sealed class SignUpBurstTests
{
    private static readonly List<SignUp> Purchases = SignUpBurst.Generate(1);

    [Fact]
    public void The_same_seed_gives_the_same_purchases_and_another_seed_others()
    {
        Assert.Equal(Purchases, SignUpBurst.Generate(1));
        Assert.NotEqual(Purchases, SignUpBurst.Generate(2));
    }

    [Fact]
    public void The_robot_waits_5_to_60_minutes_and_leaves_a_device_after_four_accounts()
    {
        var burst = Purchases.FindAll(p => p.IsBurst);

        Assert.InRange(burst.Count, 1_400, 2_400);
        Assert.All(burst, p => Assert.InRange((p.PurchasedAt - p.SignedUpAt).TotalMinutes, 5, 60));
        Assert.InRange(burst.GroupBy(p => p.Device).Max(g => g.Count()), 2, 4);
    }

    [Fact]
    public void Honest_customers_take_their_time_and_rarely_share_a_device()
    {
        var honest = Purchases.FindAll(p => !p.IsBurst);

        Assert.InRange(honest.Count(p => p.PurchasedAt.Month == 1), 450, 750);
        Assert.InRange(honest.Count(p => p.PurchasedAt - p.SignedUpAt <= TimeSpan.FromHours(1)), 0, 6);
        Assert.InRange(honest.GroupBy(p => p.Device).Max(g => g.Count()), 1, 3);
    }

    [Fact]
    public void Nobody_buys_twice_and_the_purchases_are_in_the_order_of_time()
    {
        Assert.Equal(Purchases.Count, Purchases.Select(p => p.User).Distinct().Count());
        Assert.Equal(Purchases.Select(p => p.PurchasedAt).Order(), Purchases.Select(p => p.PurchasedAt));
    }
}
