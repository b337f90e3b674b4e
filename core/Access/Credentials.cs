namespace MerchantOps.Access;

/// <summary>What a request brings to prove its caller. Absent parts are null or empty.</summary>
/// <param name="Authorization">The whole header, such as <c>Bearer ey…</c>.</param>
/// <param name="Key">The header <c>x-functions-key</c>.</param>
/// <param name="OperatorName">How the operator wants to be named.</param>
/// <param name="KeyChecked">The Functions host checked a key before the call came here.</param>
public readonly record struct Credentials(string? Authorization, string? Key, string? OperatorName, bool KeyChecked)
{
    public bool Empty => string.IsNullOrEmpty(Authorization) && string.IsNullOrEmpty(Key) && !KeyChecked;
}
