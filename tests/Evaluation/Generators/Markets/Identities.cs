namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>New names for accounts, devices, cards, networks and addresses, alike for real and fake ones.</summary>
internal sealed class Identities(Random random)
{
    private static readonly string[] Streets = ["Mill Lane", "Station Road", "High Street", "Park Avenue", "Church Road", "Elm Street", "Harbour Way", "Garden Close"];

    public string Buyer() => Hex(10);

    public string Device() => Hex(16);

    public string Card() => Hex(12);

    public string Network() => $"{random.Next(11, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";

    public string Address() => $"{random.Next(1, 400)} {random.Pick(Streets)}, {random.Next(10000, 99999)}";

    public string Hex(int length) => random.Code(length, "0123456789abcdef");
}
