namespace MerchantOps.Tests.Core.Storage;

/// <summary>A fact about the server of tests/CosmosServer; skipped, visibly, where that cannot run.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = CosmosServer.WhyNot();
}

/// <inheritdoc cref="NodeFactAttribute"/>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = CosmosServer.WhyNot();
}
