using System.CommandLine;

namespace MerchantOps.Evaluation.Learning;

/// <summary>What <c>tabular</c> is asked for. Null leaves a learner's own default.</summary>
internal sealed record TabularOptions(
    string Train, string Test, string Label, string? Positive, IReadOnlyCollection<string> Drop, int Threads, string Model, int? Trees, int? Depth, int Seed, string? Scores)
{
    /// <summary>Adds the options to a command.</summary>
    /// <returns>What reads them from a command line.</returns>
    public static Func<ParseResult, TabularOptions> AddTo(Command command)
    {
        var train = Add(new Option<string>("--train") { Description = "Examples to learn from: CSV with a header, may be gzipped.", Required = true });
        var test = Add(new Option<string>("--test") { Description = "Examples to judge by, with the same columns.", Required = true });
        var label = Add(new Option<string>("--label") { Description = "The column to predict; it has two values.", Required = true });
        var positive = Add(new Option<string?>("--positive") { Description = "The value of class 1. Else it is 1, else true, else the rarer one." });
        var drop = Add(new Option<string?>("--drop") { Description = "Columns to leave out, parted by commas." });
        var threads = Add(AtLeastOne(new Option<int>("--threads") { Description = "To learn and to score in bulk with.", DefaultValueFactory = _ => Environment.ProcessorCount }));
        var model = Add(new Option<string>("--model") { Description = "What learns.", DefaultValueFactory = _ => Fits.Trees }.AcceptOnlyFromAmong(Fits.Trees, Fits.Logistic));
        var trees = Add(new Option<int?>("--trees") { Description = "How many trees; for trees." });
        var depth = Add(new Option<int?>("--depth") { Description = "How deep a tree may grow; for trees." });
        var seed = Add(new Option<int>("--seed") { Description = "Of all that is drawn.", DefaultValueFactory = _ => 1 });
        var scores = Add(new Option<string?>("--scores") { Description = "Where to write the probability of each test row, in their order." });
        return options => new TabularOptions(
            options.GetValue(train)!, options.GetValue(test)!, options.GetValue(label)!, options.GetValue(positive),
            options.GetValue(drop)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            options.GetValue(threads), options.GetValue(model)!, options.GetValue(trees), options.GetValue(depth), options.GetValue(seed), options.GetValue(scores));

        Option<T> Add<T>(Option<T> option)
        {
            command.Options.Add(option);
            return option;
        }
    }

    private static Option<int> AtLeastOne(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1)
                result.AddError($"{option.Name} must be 1 or more.");
        });
        return option;
    }
}
