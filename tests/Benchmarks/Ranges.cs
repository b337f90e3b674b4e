using System.CommandLine;

namespace MerchantOps.Benchmarks;

/// <summary>Bounds of options.</summary>
internal static class Ranges
{
    /// <summary>Refuses values of the option that lie outside.</summary>
    public static void Demand<T>(Option<T> option, T least, T most)
        where T : IComparable<T> => option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is not { } value || value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                result.AddError($"{option.Name} must lie between {least} and {most}.");
        });
}
