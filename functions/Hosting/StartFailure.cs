using MerchantOps.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace MerchantOps.Functions.Hosting;

/// <summary>Says in one line why the program could not start or had to end.</summary>
internal static class StartFailure
{
    public static string Describe(Exception e) => e switch
    {
        OptionsValidationException wrong => "Wrong settings: " + string.Join(" ", wrong.Failures),
        StoreInUseException or InvalidDataException => e.Message,
        IOException { InnerException: AddressInUseException } => e.Message + " Choose another one with --port.",
        _ => e.ToString().ReplaceLineEndings(" "),
    };
}
