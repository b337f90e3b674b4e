namespace MerchantOps.Evaluation;

/// <summary>A file or option that cannot be used; the message says which, where, and what was expected.</summary>
public sealed class BadInputException(string message) : Exception(message);
