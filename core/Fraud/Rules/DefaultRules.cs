namespace MerchantOps.Fraud.Rules;

/// <summary>The rules that come with the program (default-rules.yaml), in force until an operator puts others in their place.</summary>
public static class DefaultRules
{
    public static string Source { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(DefaultRules).Assembly.GetManifestResourceStream("default-rules.yaml")
            ?? throw new InvalidOperationException("default-rules.yaml is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
