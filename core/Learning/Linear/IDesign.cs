namespace MerchantOps.Learning.Linear;

/// <summary>Standardised rows as a solver sees them. Weights of a class are one per column, then the intercept. Thread-safe.</summary>
internal interface IDesign
{
    int Rows { get; }

    int Width { get; }

    /// <summary>The margin of a row.</summary>
    double Dot(int row, ReadOnlySpan<double> weights);

    /// <summary>Adds a multiple of the row, and of 1 for the intercept.</summary>
    void AddTo(int row, double factor, Span<double> sums);

    /// <summary>Makes weights of standardised columns into those of the columns as they were given, in place.</summary>
    void Unscale(Span<double> weights);
}
