using System.Globalization;
using MerchantOps.Access;
using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Hosting;

/// <summary>What doors read from a request beside its body.</summary>
internal static class RequestValues
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>The caller whom <see cref="Admission"/> proved.</summary>
    public static Principal Caller(this HttpContext context) => context.Features.Get<Principal>() ?? new VisitorPrincipal();

    /// <summary>
    /// A part of the route, decoded. Newer Functions hosts send an escaped slash as %252F, older ones and callers without a host as %2F;
    /// routing leaves %2F in either case.
    /// </summary>
    public static string RouteText(this HttpContext context, string name) =>
        ((string?)context.Request.RouteValues[name] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A part of the query, or null when absent or empty. Repeated ones come joined by commas, as older Functions hosts send them.</summary>
    public static string? QueryText(this HttpContext context, string name) =>
        context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Where a page begins: <c>after</c>, as an earlier page's <c>next</c> gave it, or null.</summary>
    /// <exception cref="InvalidInputException">No page can have given it.</exception>
    public static string? PageAfter(this HttpContext context)
    {
        var after = context.QueryText("after");
        return after is null || DocumentKey.IsValid(after)
            ? after
            : throw new InvalidInputException("invalid-after", "after must be the next of an earlier page.");
    }

    /// <summary>The language for texts: the first of <c>Accept-Language</c> that we speak, English if none.</summary>
    public static Language Language(this HttpContext context)
    {
        foreach (var range in context.Request.Headers.AcceptLanguage.ToString().Split(','))
            if (range.AsSpan().Trim().StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Fraud.Language.Chinese;
            else if (range.AsSpan().Trim().StartsWith("en", StringComparison.OrdinalIgnoreCase))
                break;
        return Fraud.Language.English;
    }

    /// <summary>The page size: <c>limit</c>, 1 to 200, 50 when absent.</summary>
    /// <exception cref="InvalidInputException">It is something else.</exception>
    public static int PageLimit(this HttpContext context)
    {
        if (context.QueryText("limit") is not { } text)
            return DefaultLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : throw new InvalidInputException("invalid-limit", $"limit must be a whole number from 1 to {MaxLimit}.");
    }
}
