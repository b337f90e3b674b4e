using System.Reflection;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Tells that this process answers. It asks nothing of the store, so a probe costs nothing.</summary>
internal static class GetHealth
{
    private static readonly string Version = typeof(GetHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static Task RunAsync(HttpContext context) => Reply.JsonAsync(context, new HealthReply("ok", Version), ReplyJson.Default.HealthReply);
}

internal sealed record HealthReply(string Status, string Version);
