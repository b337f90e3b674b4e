namespace MerchantOps.Evaluation.Generators;

/// <summary>Draws what customers of the public e-commerce set look like: the measured shares, nothing of any single row.</summary>
internal sealed class SignUpProfiles(Random random)
{
    private static readonly (string, double)[] Sources = [("SEO", 0.40), ("Ads", 0.40), ("Direct", 0.20)];
    private static readonly (string, double)[] Browsers = [("Chrome", 0.41), ("IE", 0.245), ("FireFox", 0.16), ("Safari", 0.16), ("Opera", 0.025)];

    private static readonly (string, double)[] Countries =
    [
        ("", 0.30), ("United States", 0.34), ("China", 0.07), ("Japan", 0.035), ("United Kingdom", 0.03), ("Germany", 0.025),
        ("Korea Republic of", 0.02), ("France", 0.02), ("Canada", 0.02), ("Brazil", 0.015), ("Italy", 0.01), ("Australia", 0.01),
        ("Netherlands", 0.01), ("Russian Federation", 0.01),
    ];

    private readonly HashSet<int> users = [];

    public SignUp Draw(DateTime signedUpAt, DateTime purchasedAt, string device, uint? address, bool isBurst) => new(
        User(), signedUpAt, purchasedAt, AtLeast(9, 35, 19), device, random.Weighted(Sources), random.Weighted(Browsers), random.Chance(0.58) ? "M" : "F",
        AtLeast(18, 32.5, 9), address, address is null ? "" : random.Weighted(Countries), isBurst);

    public string Device() => random.Code(13, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The set lacks the address of 42 % of its purchases.</summary>
    public uint? Address() => random.Chance(0.42) ? null : (uint)random.NextInt64(1L << 24, 224L << 24);

    private int User()
    {
        var user = random.Next(1, 400_000);
        while (!users.Add(user))
            user = random.Next(1, 400_000);
        return user;
    }

    private int AtLeast(int least, double mean, double deviation)
    {
        var value = (int)Math.Round(random.Normal(mean, deviation));
        while (value < least)
            value = (int)Math.Round(random.Normal(mean, deviation));
        return value;
    }
}
