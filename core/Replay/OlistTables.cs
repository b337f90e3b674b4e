using MerchantOps.Errors;

namespace MerchantOps.Replay;

internal sealed record OlistOrder(string Id, string Customer, string Status, DateTimeOffset PlacedAt, DateTimeOffset? ApprovedAt, DateTimeOffset? ShippedAt);

internal sealed record OlistItem(string Order, long Number, string Product, string Seller, decimal Price, decimal Freight);

internal sealed record OlistPayment(string Order, string Type, decimal Value);

/// <param name="Person">The same for all orders of one person, unlike the customer's id.</param>
internal sealed record OlistCustomer(string Id, string Person, string? PostalCode, string? City, string? State);

/// <summary>The four tables, joined by order and customer.</summary>
internal sealed record OlistTables(
    IReadOnlyList<OlistOrder> Orders, ILookup<string, OlistItem> Items, ILookup<string, OlistPayment> Payments, IReadOnlyDictionary<string, OlistCustomer> Customers)
{
    private static readonly string[] OrderColumns =
        ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at", "order_delivered_carrier_date"];

    private static readonly string[] ItemColumns = ["order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"];

    private static readonly string[] PaymentColumns = ["order_id", "payment_type", "payment_value"];

    private static readonly string[] CustomerColumns = ["customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"];

    /// <summary>For each kind of file a column that no other has: orders, items, payments, customers.</summary>
    private static readonly string[] Kinds = ["order_status", "order_item_id", "payment_type", "customer_unique_id"];

    /// <exception cref="InvalidInputException">A file is none of the four, one of the four is missing, or a row is wrong.</exception>
    public static OlistTables Load(IReadOnlyList<string> files)
    {
        var tables = files.ToLookup(KindOf);
        if (Kinds.Where(kind => !tables.Contains(kind)).ToList() is [_, ..] missing)
            throw new InvalidInputException("missing-file", $"Olist needs files of orders, items, payments and customers; none has the column {string.Join(", ", missing)}.");

        var orders = Rows(tables["order_status"], OrderColumns, row => new OlistOrder(row.Text(0), row.Text(1), row.Text(2), row.Time(3), row.TimeOrNull(4), row.TimeOrNull(5)));
        var items = Rows(tables["order_item_id"], ItemColumns, row => new OlistItem(row.Text(0), row.Whole(1), row.Text(2), row.Text(3), row.Amount(4), row.Amount(5)));
        var payments = Rows(tables["payment_type"], PaymentColumns, row => new OlistPayment(row.Text(0), row.Text(1), row.Amount(2)));
        var customers = Rows(tables["customer_unique_id"], CustomerColumns, row => new OlistCustomer(row.Text(0), row.Text(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)));
        if (orders.CountBy(order => order.Id).FirstOrDefault(order => order.Value > 1) is { Key: { } doubled })
            throw new InvalidInputException("doubled-row", $"The order {doubled} is there twice.");
        return new OlistTables(
            orders, items.ToLookup(item => item.Order), payments.ToLookup(payment => payment.Order), customers.DistinctBy(customer => customer.Id).ToDictionary(customer => customer.Id));
    }

    private static string KindOf(string path)
    {
        var headers = CsvFile.HeadersOf(path);
        return Kinds.FirstOrDefault(headers.Contains)
            ?? throw new InvalidInputException("unknown-file", $"{Path.GetFileName(path)} has none of the columns of Olist's orders, items, payments or customers.");
    }

    private static List<T> Rows<T>(IEnumerable<string> files, string[] columns, Func<CsvFile, T> read)
    {
        var rows = new List<T>();
        foreach (var path in files)
        {
            using var file = new CsvFile(path, columns);
            while (file.Read())
                rows.Add(read(file));
        }

        return rows;
    }
}
