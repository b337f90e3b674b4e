namespace MerchantOps.Functions.Hosting;

/// <summary>Holds what this program serves against the function.json files, by which Azure routes and guards the very same functions.</summary>
internal static class FunctionCheck
{
    /// <exception cref="InvalidDataException">They differ; the message says where.</exception>
    public static void Demand(FunctionTable table, IReadOnlyList<FunctionFile> files)
    {
        var byName = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        foreach (var missing in table.Names.Where(name => !byName.ContainsKey(name)))
            throw new InvalidDataException($"{missing} has no folder with a function.json.");
        foreach (var unknown in byName.Keys.Except(table.Names))
            throw new InvalidDataException($"{unknown}/function.json names a function that this program has not.");

        foreach (var function in table.Http)
            if (byName[function.Name].Trigger is not HttpTrigger trigger || !Agree(function, trigger))
                throw new InvalidDataException($"{function.Name}/function.json names another route, method or authLevel than this program serves.");
        foreach (var function in table.Events)
            if (byName[function.Name].Trigger is not EventHubTrigger { Cardinality: "many", DataType: "string" })
                throw new InvalidDataException($"{function.Name}/function.json must have an eventHubTrigger of cardinality many and dataType string.");
        foreach (var function in table.Timers)
            if (byName[function.Name].Trigger is not TimerTrigger)
                throw new InvalidDataException($"{function.Name}/function.json must have a timerTrigger.");
    }

    private static bool Agree(HttpFunction function, HttpTrigger trigger) =>
        trigger.Methods is [var method] && method == function.Method
        && trigger.Route == function.Route
        && trigger.AuthLevel == (function.Caller == CallerKind.Operator ? "function" : "anonymous");
}
