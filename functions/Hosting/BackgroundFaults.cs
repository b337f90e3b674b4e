namespace MerchantOps.Functions.Hosting;

/// <summary>Finds out whether the program stopped because something in the background failed.</summary>
internal static class BackgroundFaults
{
    /// <summary>Throws what ended a background service; returns when none was ended by a fault.</summary>
    public static async Task ThrowAsync(IServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>().OfType<BackgroundService>())
            if (service.ExecuteTask is { IsFaulted: true } failed)
                await failed;
    }
}
