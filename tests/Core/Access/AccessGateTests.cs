using MerchantOps.Access;
using MerchantOps.Errors;

namespace MerchantOps.Tests.Core.Access;

public sealed class AccessGateTests
{
    private readonly AccessParts _access = new();

    [Fact]
    public async Task Without_credentials_the_caller_is_a_visitor() =>
        Assert.IsType<VisitorPrincipal>(await _access.ProveAsync());

    [Fact]
    public async Task The_operator_key_proves_an_operator_by_name() =>
        Assert.Equal(new OperatorPrincipal("ada"), await _access.ProveAsync(key: AccessParts.OperatorKeyText, name: " ada "));

    [Fact]
    public async Task An_operator_without_a_name_is_called_operator() =>
        Assert.Equal(new OperatorPrincipal("operator"), await _access.ProveAsync(key: AccessParts.OperatorKeyText));

    [Fact]
    public async Task A_key_that_the_host_checked_needs_no_second_proof() =>
        Assert.Equal(new OperatorPrincipal("ada"), await _access.ProveAsync(key: "a key of the Functions host", name: "ada", keyChecked: true));

    [Theory]
    [InlineData("op_0123456789abcdef0123456789abcdee")]
    [InlineData("op")]
    public async Task A_wrong_operator_key_proves_nobody(string key) =>
        await Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync(key: key));

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task An_operator_is_not_given_an_unusable_name(string name) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => _access.ProveAsync(key: AccessParts.OperatorKeyText, name: name));

    [Theory]
    [InlineData("Basic b3A6b3A=")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task Anything_else_proves_nobody(string authorization) =>
        await Assert.ThrowsAsync<UnauthenticatedException>(
            () => _access.Gate.ProveAsync(new Credentials(authorization, null, null, false), CancellationToken.None).AsTask());
}
