namespace MerchantOps.Learning.Data;

public enum FeatureKind
{
    Number,

    /// <summary>One of a closed set without order; its values are codes.</summary>
    Category,
}

/// <summary>A column of a <see cref="Dataset"/>. Immutable.</summary>
/// <param name="Categories">Names by code, from 0; empty for numbers.</param>
public sealed record Feature(string Name, FeatureKind Kind, IReadOnlyList<string> Categories)
{
    public static Feature Number(string name) => new(name, FeatureKind.Number, []);

    public static Feature Category(string name, IReadOnlyList<string> categories) => new(name, FeatureKind.Category, categories);
}
