namespace MerchantOps.Evaluation.Generators;

/// <summary>
/// A shop's first two months, in which a robot signs up and buys like the burst of January 2015 in the public e-commerce set, only harder to
/// see: it waits 5 to 60 minutes, gives each account another profile, and leaves a device after one to four accounts.
/// </summary>
/// <remarks>
/// Honest customers have the set's measured shape: about 140 sign up a day from the opening on, each buys once, after a time that is uniform
/// over 120 days; values, ages, sources, browsers, countries and the share of missing addresses are the set's; one device in 220 serves two
/// of them. The burst begins within two days of the opening and brings 120 to 190 orders a day for 11 to 13 days.
/// </remarks>
internal sealed class SignUpBurst
{
    private const int Days = 59;
    private const int DaysToPurchase = 120;
    private const int RobotsDevicesAtOnce = 30;
    private static readonly DateTime Opening = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Random random;
    private readonly SignUpProfiles profiles;

    private SignUpBurst(int seed)
    {
        random = new Random(seed);
        profiles = new SignUpProfiles(random);
    }

    /// <summary>All purchases in the order of time. The same seed gives the same purchases.</summary>
    public static List<SignUp> Generate(int seed)
    {
        var burst = new SignUpBurst(seed);
        return [.. burst.Honest().Concat(burst.Robots()).OrderBy(p => p.PurchasedAt).ThenBy(p => p.User)];
    }

    private List<SignUp> Honest()
    {
        List<SignUp> purchases = [];
        for (var day = 0; day < Days; day++)
        {
            for (var left = random.Poisson(140); left > 0; left--)
            {
                var signedUp = At(day, random.Next(24 * 60));
                var purchased = signedUp.AddMinutes(random.Next(DaysToPurchase * 24 * 60));
                var device = purchases.Count > 0 && random.Chance(1 / 220.0) ? random.Pick(purchases).Device : profiles.Device();
                purchases.Add(profiles.Draw(signedUp, purchased, device, profiles.Address(), isBurst: false));
            }
        }

        return purchases.FindAll(p => p.PurchasedAt < At(Days, 0));
    }

    private List<SignUp> Robots()
    {
        List<SignUp> purchases = [];
        var devices = new RotatingPool<string>(random, RobotsDevicesAtOnce, 4, profiles.Device);
        var addresses = new RotatingPool<uint?>(random, RobotsDevicesAtOnce, 5, profiles.Address);
        var first = random.Next(2);
        var last = first + 11 + random.Next(3);
        for (var day = first; day < last; day++)
        {
            for (var left = random.Next(120, 191); left > 0; left--)
            {
                var signedUp = At(day, random.Next(24 * 60));
                purchases.Add(profiles.Draw(signedUp, signedUp.AddMinutes(random.Next(5, 61)), devices.Draw(), addresses.Draw(), isBurst: true));
            }
        }

        return purchases;
    }

    private static DateTime At(int day, int minute) => Opening.AddDays(day).AddMinutes(minute);
}
