using System.Globalization;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Reads the values of a group of keys; what is missing or wrong becomes a fault and a null.</summary>
/// <param name="rule">The code of the rule the group belongs to, or null.</param>
internal sealed class YamlValues(YamlMap map, string? rule, FaultList faults)
{
    public YamlMap Map => map;

    /// <summary>Finds fault with keys that have no meaning.</summary>
    public void Only(params IReadOnlyList<string> known)
    {
        foreach (var (key, _) in map.Entries)
            if (!known.Contains(key.Text))
                faults.Add(key, rule, $"the key {key.Text} has no meaning here; there are {string.Join(", ", known)}");
    }

    public YamlScalar? Required(string key)
    {
        if (map.Find(key) is null)
            faults.Add(map, rule, $"{key} is missing");
        return Scalar(key);
    }

    public YamlScalar? Scalar(string key)
    {
        var value = map.Find(key);
        if (value is not (null or YamlScalar))
            faults.Add(value, rule, $"{key} is a single value, not {value.Kind}");
        return value as YamlScalar;
    }

    public T? Node<T>(string key, string kind)
        where T : YamlNode
    {
        var value = map.Find(key);
        if (value is not (null or T))
            faults.Add(value, rule, $"{key} is {kind}, not {value.Kind}");
        return value as T;
    }

    /// <summary>A plain decimal within a range.</summary>
    public double? Number(string key, double min, double max)
    {
        if (Scalar(key) is not { } scalar)
            return null;
        if (double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        faults.Add(scalar, rule, string.Create(CultureInfo.InvariantCulture, $"{key} is a number from {min} to {max}"));
        return null;
    }

    public int? Whole(string key, int min, int max)
    {
        if (Scalar(key) is not { } scalar)
            return null;
        if (int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        faults.Add(scalar, rule, string.Create(CultureInfo.InvariantCulture, $"{key} is a whole number from {min} to {max}"));
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string key, params IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        if (Scalar(key) is not { } scalar)
            return null;
        foreach (var (word, value) in words)
            if (scalar.Text == word)
                return value;
        faults.Add(scalar, rule, $"{key} is {string.Join(", ", words.Select(static w => w.Word))}, not {scalar.Text}");
        return null;
    }
}
