using System.ComponentModel.DataAnnotations;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>Bound from the section <c>Store:Cosmos</c>.</summary>
public sealed class CosmosStoreOptions
{
    /// <summary>The account's address. Plain http is for test servers.</summary>
    [Required]
    public Uri? Endpoint { get; set; }

    /// <summary>The account's key; without one the app's Entra identity is used, which may need the containers made beforehand.</summary>
    public string? Key { get; set; }

    [Required]
    public string Database { get; set; } = "merchantops";

    /// <summary>Gateway passes every firewall and is what the tests exercise; Direct saves a hop.</summary>
    public ConnectionMode ConnectionMode { get; set; } = ConnectionMode.Gateway;

    /// <summary>Calls at a time of one FindMany or SaveMany.</summary>
    [Range(1, 256)]
    public int Parallelism { get; set; } = 16;
}
