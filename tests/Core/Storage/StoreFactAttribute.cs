using Xunit.Abstractions;
using Xunit.Sdk;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>A rule of a contract suite: a fact that is skipped, visibly, in a class whose <see cref="NeedsNodeAttribute"/> is not met.</summary>
[XunitTestCaseDiscoverer("MerchantOps.Tests.Core.Storage.StoreFactDiscoverer", "MerchantOps.Core.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>The class's store is a server that runs on Node, with the packages of tests/CosmosServer.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsNodeAttribute : Attribute;

/// <summary>Found by xunit by its name.</summary>
public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    private readonly IMessageSink _messages = messages;

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsNodeAttribute)).Any()
            ? new NodeTestCase(_messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>A case that is skipped when Node or the server's packages are missing.</summary>
public sealed class NodeTestCase : XunitTestCase
{
    [Obsolete("For deserialisation by xunit only")]
    public NodeTestCase()
    {
    }

    public NodeTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => CosmosServer.WhyNot() ?? base.GetSkipReason(factAttribute);
}
