using System.Runtime.Intrinsics;

namespace MerchantOps.Learning.Trees;

/// <summary>Four Gauss-Legendre points on 0 to 1 (Abramowitz and Stegun, "Handbook of Mathematical Functions", table 25.4).</summary>
internal sealed class Quadrature
{
    /// <summary>Exact up to degree 7, for up to 8 features on a way.</summary>
    private static readonly Quadrature[] Four =
    [
        Of([-0.86113631159405258, -0.33998104358485626, 0.33998104358485626, 0.86113631159405258], [0.34785484513745386, 0.65214515486254614, 0.65214515486254614, 0.34785484513745386]),
    ];

    /// <summary>Exact up to degree 15, for up to 16 features on a way.</summary>
    private static readonly Quadrature[] Eight =
    [
        Of([-0.96028985649753623, -0.79666647741362674, -0.52553240991632899, -0.18343464249564980], [0.10122853629037626, 0.22238103445337447, 0.31370664587788729, 0.36268378337836198]),
        Of([0.18343464249564980, 0.52553240991632899, 0.79666647741362674, 0.96028985649753623], [0.36268378337836198, 0.31370664587788729, 0.22238103445337447, 0.10122853629037626]),
    ];

    /// <summary>t, the probability that a feature is known.</summary>
    public Vector256<double> Known { get; private init; }

    public Vector256<double> Unknown { get; private init; }

    public Vector256<double> Weights { get; private init; }

    public static Quadrature[] For(int depth) => depth <= 8 ? Four : Eight;

    private static Quadrature Of(ReadOnlySpan<double> points, ReadOnlySpan<double> weights)
    {
        var known = (Vector256.Create(points) + Vector256<double>.One) * 0.5;
        return new Quadrature { Known = known, Unknown = Vector256<double>.One - known, Weights = Vector256.Create(weights) * 0.5 };
    }
}
