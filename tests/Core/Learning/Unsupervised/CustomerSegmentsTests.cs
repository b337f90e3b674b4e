using System.Globalization;
using MerchantOps.Evaluation.Tables;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Unsupervised;

namespace MerchantOps.Tests.Core.Learning.Unsupervised;

public sealed class CustomerSegmentsTests
{
    private static readonly DateTime Reference = new(2011, 10, 1);

    /// <summary>Figures of scikit-learn's KMeans(n_init=20) on the recency, frequency and money of online_retail_uci's customers.</summary>
    [SharedDataFact]
    public void Segments_of_real_customers_are_as_tight_as_those_of_the_reference()
    {
        var data = RecencyFrequencyMoney();

        var counts = new ClusterCountSearch(new KMeansOptions { Restarts = 5 }).Search(data, 2, 4, null, CancellationToken.None);

        Assert.Equal(3616, data.Rows);
        Assert.Equal([2, 4, 3], counts.Select(static c => c.Clusters));
        Assert.All(counts.Zip([5697.683, 3226.04, 4257.573]), static pair => Assert.InRange(pair.First.Model.Inertia, pair.Second * 0.999, pair.Second * 1.0001));
        Assert.All(counts.Zip([0.4291, 0.3729, 0.3501]), static pair => Assert.Equal(pair.Second, pair.First.Silhouette, 0.002));
        Assert.All(counts.Zip([0.9311, 0.9415, 1.0887]), static pair => Assert.Equal(pair.Second, pair.First.DaviesBouldin, 0.003));
    }

    private static Dataset RecencyFrequencyMoney()
    {
        var customers = new Dictionary<string, Customer>();
        using var rows = new CsvRows(SharedData.File("online_retail_uci", "train.csv.gz"));
        var (invoice, customer, quantity, price, date) = (rows.Find("InvoiceNo"), rows.Find("CustomerID"), rows.Find("Quantity"), rows.Find("UnitPrice"), rows.Find("InvoiceDate"));
        while (rows.Read())
        {
            var money = rows.Number(quantity) * (double)rows.Number(price);
            if (rows.Text(customer).Length == 0 || rows.Text(invoice).StartsWith('C') || money <= 0)
                continue;
            if (!customers.TryGetValue(rows.Text(customer), out var known))
                customers.Add(rows.Text(customer), known = new Customer());
            known.Invoices.Add(rows.Text(invoice));
            known.Money += money;
            var time = DateTime.Parse(rows.Text(date), CultureInfo.InvariantCulture);
            known.Last = time > known.Last ? time : known.Last;
        }

        float[] Column(Func<Customer, double> value) => [.. customers.Values.Select(c => (float)Math.Log(1 + value(c)))];
        return new Dataset(
            [Feature.Number("recency"), Feature.Number("frequency"), Feature.Number("money")],
            [Column(static c => (Reference - c.Last).Days), Column(static c => c.Invoices.Count), Column(static c => c.Money)], new float[customers.Count]);
    }

    private sealed class Customer
    {
        public HashSet<string> Invoices { get; } = [];

        public double Money { get; set; }

        public DateTime Last { get; set; }
    }
}
