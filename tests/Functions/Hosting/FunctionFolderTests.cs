using System.Text.Json;
using MerchantOps.Functions.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>Folders, function.json files and mapped routes are one.</summary>
public sealed class FunctionFolderTests
{
    private static readonly IReadOnlyList<FunctionFile> Files = FunctionFile.ReadAll(AppContext.BaseDirectory);

    [Fact]
    public void Folders_and_the_table_agree_on_every_function() => FunctionCheck.Demand(FunctionTable.Shipped, Files);

    [Fact]
    public void Every_function_is_a_class_of_its_name()
    {
        var classes = typeof(FunctionTable).Assembly.GetTypes().Where(t => t.Namespace == "MerchantOps.Functions" && t.GetMethod("RunAsync") is not null).Select(t => t.Name);

        Assert.Equal(Files.Select(f => f.Name), classes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Exactly_the_routes_of_the_http_functions_are_mapped()
    {
        await using var app = await RunningApp.LocalAsync(FunctionTable.Shipped, settings: [("AzureWebJobs.IngestEvents.Disabled", "true")]);

        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => $"{e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {e.RoutePattern.RawText}");

        var named = from file in Files
                    where file.Trigger is HttpTrigger
                    let trigger = (HttpTrigger)file.Trigger
                    from method in trigger.Methods
                    select $"{method} /{trigger.Route}";
        Assert.Equal(named.Append("GET /").Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Http_functions_have_just_a_trigger_and_an_http_output_so_that_the_host_passes_the_plain_request()
    {
        foreach (var file in Files.Where(f => f.Trigger is HttpTrigger))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file.Name, "function.json")));
            var bindings = json.RootElement.GetProperty("bindings").EnumerateArray().Select(b => $"{b.GetProperty("type")} {b.GetProperty("direction")}");

            Assert.Equal(["httpTrigger in", "http out"], bindings);
        }
    }

    [Fact]
    public void No_two_routes_overlap_because_the_host_takes_the_first_folder_that_matches()
    {
        var functions = FunctionTable.Shipped.Http;
        var overlaps = from a in functions
                       from b in functions
                       where string.CompareOrdinal(a.Name, b.Name) < 0 && a.Method == b.Method && Overlap(a.Route, b.Route)
                       select $"{a.Name} and {b.Name}";

        Assert.Empty(overlaps);
    }

    [Theory]
    [InlineData("api/orders/{merchant}", "api/orders/score", true)]
    [InlineData("api/orders/{merchant}", "api/orders/{merchant}/{order}", false)]
    [InlineData("console/{*path}", "console/a/b", true)]
    [InlineData("console/{*path}", "console", true)]
    [InlineData("api/x", "api/y", false)]
    public void Overlapping_is_told_apart_from_being_alike(string a, string b, bool expected)
    {
        Assert.Equal(expected, Overlap(a, b));
        Assert.Equal(expected, Overlap(b, a));
    }

    [Fact]
    public void Every_schedule_can_be_read_and_comes()
    {
        foreach (var trigger in Files.Select(f => f.Trigger).OfType<TimerTrigger>())
            Assert.NotNull(CronSchedule.Parse(trigger.Schedule).Next(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Whether some path matches both routes.</summary>
    private static bool Overlap(string first, string second)
    {
        var (a, b) = (first.Split('/'), second.Split('/'));
        for (var i = 0; ; i++)
        {
            if (IsRest(a, i) || IsRest(b, i))
                return true;
            if (i == a.Length || i == b.Length)
                return a.Length == b.Length;
            if (a[i] != b[i] && !a[i].StartsWith('{') && !b[i].StartsWith('{'))
                return false;
        }
    }

    private static bool IsRest(string[] segments, int at) => at < segments.Length && segments[at].StartsWith("{*", StringComparison.Ordinal);
}
