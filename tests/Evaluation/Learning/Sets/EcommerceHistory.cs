using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>
/// What earlier purchases tell about one: how often and how lately its device and address were used, frauds of the device and of the country
/// that were known by then (labels are known after 7 days), hour and weekday.
/// </summary>
public static class EcommerceHistory
{
    private const long MinutesPerDay = 24 * 60;
    private const long LabelDelay = 7 * MinutesPerDay;

    /// <summary>How many purchases the mean of all countries weighs against a country's own.</summary>
    private const double PriorWeight = 20;

    private static readonly string[] Names =
    [
        "hour", "weekday", "device_purchases", "device_purchases_day", "device_minutes", "ip_purchases", "ip_purchases_day", "ip_minutes",
        "device_frauds", "country_risk",
    ];

    public static (IReadOnlyList<Feature> Features, float[][] Columns) Of(EcommercePurchases purchases)
    {
        var columns = Names.Select(_ => new float[purchases.Count]).ToArray();
        var (devices, addresses) = (new Uses(purchases.Devices), new Uses(purchases.Addresses));
        var labels = new KnownLabels(purchases);
        for (var i = 0; i < purchases.Count; i++)
        {
            var minute = purchases.Minutes[i];
            labels.Advance(minute - LabelDelay);
            var time = DateTime.UnixEpoch.AddMinutes(minute);
            float[] values =
            [
                time.Hour, (int)time.DayOfWeek, .. devices.Before(i, minute), .. addresses.Before(i, minute),
                labels.FraudsOfDevice(purchases.Devices[i]), labels.RiskOfCountry(purchases.Countries[i]),
            ];
            for (var j = 0; j < values.Length; j++)
                columns[j][i] = values[j];
            devices.Add(i, minute);
            addresses.Add(i, minute);
        }

        return ([.. Names.Select(Feature.Number)], columns);
    }

    /// <summary>The times at which each entity was seen.</summary>
    private sealed class Uses(int[] entities)
    {
        private readonly Dictionary<int, List<long>> minutes = [];

        public void Add(int i, long minute)
        {
            if (!minutes.TryGetValue(entities[i], out var seen))
                minutes.Add(entities[i], seen = []);
            seen.Add(minute);
        }

        /// <summary>How often, how often within a day, and how many minutes ago; NaN without an entity, and for the last without an earlier use.</summary>
        public float[] Before(int i, long minute)
        {
            if (entities[i] < 0)
                return [float.NaN, float.NaN, float.NaN];
            return minutes.TryGetValue(entities[i], out var seen)
                ? [seen.Count, seen.Count(m => m > minute - MinutesPerDay), minute - seen[^1]]
                : [0, 0, float.NaN];
        }
    }

    /// <summary>The labels that are known at a time.</summary>
    private sealed class KnownLabels(EcommercePurchases purchases)
    {
        private readonly Dictionary<int, int> deviceFrauds = [];
        private readonly Dictionary<int, (int Purchases, int Frauds)> countries = [];
        private int known;
        private int frauds;

        public void Advance(long until)
        {
            for (; known < purchases.Count && purchases.Minutes[known] <= until; known++)
            {
                var fraud = (int)purchases.Frauds[known];
                frauds += fraud;
                deviceFrauds[purchases.Devices[known]] = deviceFrauds.GetValueOrDefault(purchases.Devices[known]) + fraud;
                var (all, bad) = countries.GetValueOrDefault(purchases.Countries[known]);
                countries[purchases.Countries[known]] = (all + 1, bad + fraud);
            }
        }

        public float FraudsOfDevice(int device) => deviceFrauds.GetValueOrDefault(device);

        /// <summary>The share of frauds among a country's known purchases, drawn towards that of all; NaN without a country.</summary>
        public float RiskOfCountry(int country)
        {
            if (country < 0)
                return float.NaN;
            var (all, bad) = countries.GetValueOrDefault(country);
            var mean = known == 0 ? 0 : (double)frauds / known;
            return (float)((bad + (PriorWeight * mean)) / (all + PriorWeight));
        }
    }
}
