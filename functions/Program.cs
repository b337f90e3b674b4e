using MerchantOps.Functions.Commands;
using MerchantOps.Functions.Hosting;

// The Functions host starts this program as its custom handler and names the port in the environment.
// That path is the cold start: it does no command-line work.
return HostSettings.ForHandler() is { } handler
    ? await CustomHandler.RunAsync(handler)
    : await CommandLine.RunAsync(args);
