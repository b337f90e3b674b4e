using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>
/// First purchases with what they tell themselves, and with what was known of device, address and country before; the early and the late part
/// of the test apart, since the frauds of the late one are of another kind.
/// </summary>
public static class EcommerceSets
{
    public static IEnumerable<LabelledSet> Read(SetFolder folder)
    {
        var purchases = EcommercePurchases.Read(folder.Train, folder.Test);
        var (features, columns) = EcommerceHistory.Of(purchases);
        yield return Split("ecommerce_raw", purchases, purchases.Features, purchases.Columns) with { IsAveraged = false };
        yield return Split("ecommerce", purchases, [.. purchases.Features, .. features], [.. purchases.Columns, .. columns]);
    }

    private static LabelledSet Split(string name, EcommercePurchases purchases, IReadOnlyList<Feature> features, float[][] columns)
    {
        var all = new Dataset(features, columns, purchases.Frauds, times: purchases.Minutes);
        var test = Places(purchases.Count, i => purchases.IsTest[i]);
        return new LabelledSet(name, all.Take(Places(purchases.Count, i => !purchases.IsTest[i])), all.Take(test),
        [
            new TestPart("early", Places(test.Length, i => !purchases.IsLate[test[i]])),
            new TestPart("late", Places(test.Length, i => purchases.IsLate[test[i]])),
        ]);
    }

    private static int[] Places(int count, Func<int, bool> holds) => [.. Enumerable.Range(0, count).Where(holds)];
}
