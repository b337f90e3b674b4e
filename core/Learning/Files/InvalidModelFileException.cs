namespace MerchantOps.Learning.Files;

/// <summary>A stream does not hold a whole, unchanged model of the kind and version asked for; the message says which of these fails.</summary>
public sealed class InvalidModelFileException(string message, Exception? innerException = null) : Exception(message, innerException);
