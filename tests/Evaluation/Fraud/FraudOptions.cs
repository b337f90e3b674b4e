using System.CommandLine;
using System.Globalization;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>What <c>fraud</c> and <c>features</c> are asked for.</summary>
internal sealed record FraudOptions(
    IReadOnlyList<string> History, IReadOnlyList<string> Score, string Format, TimeSpan LabelDelay, bool Censor, DayRange Train, DayRange Test, bool DropKnownCards)
{
    private static readonly string[] Formats = ["ecommerce", "handbook"];

    /// <summary>Adds the options that name files, their format and the label delay.</summary>
    public static FraudFileOptions AddFilesTo(Command command, bool score)
    {
        var history = Files("--history", "Files of orders whose labels may be learned from, by commas; may be gzipped.");
        var scored = Files("--score", "Files of the orders that the figures are over, by commas.");
        (scored.Required, history.Required) = (score, !score);
        var format = new Option<string>("--format") { Description = "The files' shape: ecommerce or handbook.", Required = true };
        format.AcceptOnlyFromAmong(Formats);
        var delay = new Option<TimeSpan>("--label-delay") { Description = "How long after an order its fraud becomes known, such as 7d.", CustomParser = r => Delay(r), DefaultValueFactory = static _ => TimeSpan.FromDays(7) };
        command.Options.Add(history);
        if (score)
            command.Options.Add(scored);
        command.Options.Add(format);
        command.Options.Add(delay);
        return new FraudFileOptions(history, scored, format, delay);
    }

    public static Option<DateTimeOffset?> Date(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = static result =>
        {
            if (DateTimeOffset.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
                return date;
            result.AddError($"{result.Tokens[0].Value} is no date such as 2018-07-25.");
            return null;
        },
    };

    private static Option<string[]> Files(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = static result => [.. result.Tokens.SelectMany(static t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        AllowMultipleArgumentsPerToken = true,
    };

    private static TimeSpan Delay(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.EndsWith('d') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 0 and <= 365)
            return TimeSpan.FromDays(days);
        result.AddError($"{text} is no label delay: give days from 0d to 365d, such as 7d.");
        return default;
    }
}

internal sealed record FraudFileOptions(Option<string[]> History, Option<string[]> Score, Option<string> Format, Option<TimeSpan> LabelDelay)
{
    public FraudOptions Read(ParseResult parsed, bool score) => new(
        parsed.GetValue(History) ?? [], score ? parsed.GetValue(Score)! : [], parsed.GetValue(Format)!, parsed.GetValue(LabelDelay), false, DayRange.All, DayRange.All, false);
}

/// <summary>Days, both included; open ends are null.</summary>
internal readonly record struct DayRange(DateTimeOffset? From, DateTimeOffset? To)
{
    public static readonly DayRange All = new(null, null);

    public bool Holds(DateTimeOffset at) => (From is not { } from || at >= from) && (To is not { } to || at < to.AddDays(1));
}
