using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>How refusals and failures are answered, whatever caused them.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private RunningApp _app = null!;
    private Exception _fault = new InvalidOperationException("secret detail");

    public async Task InitializeAsync() => _app = await RunningApp.HandlerAsync(new FunctionTable(
        [
            new HttpFunction("Throw", "GET", "throw", CallerKind.Anyone, _ => throw _fault),
            new HttpFunction("Read", "POST", "read", CallerKind.Anyone, ReadAsync),
        ],
        [],
        []));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public static TheoryData<MerchantOpsException, int> Refusals => new()
    {
        { new InvalidInputException("a-code", "Say why."), 400 },
        { new UnauthenticatedException("a-code", "Say why."), 401 },
        { new ForbiddenException("a-code", "Say why."), 403 },
        { new NotFoundException("a-code", "Say why."), 404 },
        { new ConflictException("a-code", "Say why."), 409 },
        { new TooLargeException("a-code", "Say why."), 413 },
        { new UnprocessableException("a-code", "Say why."), 422 },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task The_callers_faults_are_explained(MerchantOpsException refusal, int status)
    {
        _fault = refusal;

        var (reply, problem) = await GetAsync("/throw");

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/problems/a-code", problem.GetProperty("type").GetString());
        Assert.Equal("a-code", problem.GetProperty("code").GetString());
        Assert.Equal("Say why.", problem.GetProperty("detail").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_again_in_whole_seconds()
    {
        _fault = new TooManyRequestsException("Too many.", TimeSpan.FromSeconds(1.2));

        var (reply, _) = await GetAsync("/throw");

        Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), reply.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_dependency_that_is_away_is_a_503_without_its_details()
    {
        _fault = new UnavailableException("store", "secret detail");

        var (reply, problem) = await GetAsync("/throw");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.NotNull(reply.Headers.RetryAfter);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_500_without_details()
    {
        var (reply, problem) = await GetAsync("/throw");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
        Assert.Equal("internal-error", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_is_a_404() => Assert.Equal("route-not-found", (await GetAsync("/nowhere")).Problem.GetProperty("code").GetString());

    [Fact]
    public async Task A_wrong_method_is_a_405_that_names_the_right_one()
    {
        var (reply, problem) = await GetAsync("/read");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(["POST"], reply.Content.Headers.Allow);
        Assert.Equal("method-not-allowed", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("", 400, "empty-body")]
    [InlineData("null", 400, "invalid-json")]
    [InlineData("[]", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":60", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":60}x", 400, "invalid-json")]
    [InlineData("{}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":null}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":NaN}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":\"NaN\"}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":1e400}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":99999999999999999999}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":1.5}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":1,\"expiresIn\":2}", 400, "invalid-json")]
    [InlineData("{\"expiresIn\":1}", 200, null)]
    public async Task Json_that_does_not_fit_is_refused_with_its_place(string json, int status, string? code)
    {
        var reply = await _app.Client.PostAsync("/read", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)reply.StatusCode);
        if (code is not null)
            Assert.Equal(code, (await ProblemOf(reply)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var deep = "{\"x\":" + string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000)) + ",\"expiresIn\":1}";

        var reply = await _app.Client.PostAsync("/read", new StringContent(deep, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_a_415(string type)
    {
        var content = new ByteArrayContent("{\"expiresIn\":1}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var reply = await _app.Client.PostAsync("/read", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/cloudevents+json")]
    [InlineData(null)]
    public async Task Json_by_any_of_its_names_is_read(string? type)
    {
        var content = new ByteArrayContent("{\"expiresIn\":1}"u8.ToArray());
        if (type is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.Equal(HttpStatusCode.OK, (await _app.Client.PostAsync("/read", content)).StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_is_a_415()
    {
        var content = new StringContent("{\"expiresIn\":1}", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _app.Client.PostAsync("/read", content)).StatusCode);
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_refused()
    {
        var content = new ByteArrayContent([.. "{\"expiresIn\":1,\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, (await _app.Client.PostAsync("/read", content)).StatusCode);
    }

    [Theory]
    [InlineData(262_145, false)]
    [InlineData(10_000_000, false)]
    [InlineData(10_000_000, true)]
    public async Task A_body_beyond_the_limit_is_a_413_however_it_is_sent(int size, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/read") { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = chunked;

        var reply = await _app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.Equal("body-too-large", (await ProblemOf(reply)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_client_that_left_fails_nothing()
    {
        using var leave = new CancellationTokenSource();
        var content = new StreamContent(new NeverEndingBody(leave));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _app.Client.PostAsync("/read", content, leave.Token));

        Assert.Equal(HttpStatusCode.OK, (await _app.Client.GetAsync("/")).StatusCode);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        await RequestBody.ReadJsonAsync(context, RequestJson.Default.TokenRequest);
        await context.Response.WriteAsync("read");
    }

    private async Task<(HttpResponseMessage Reply, JsonElement Problem)> GetAsync(string path)
    {
        var reply = await _app.Client.GetAsync(path);
        return (reply, await ProblemOf(reply));
    }

    private static async Task<JsonElement> ProblemOf(HttpResponseMessage reply) => JsonElement.Parse(await reply.Content.ReadAsStringAsync());

    /// <summary>Sends something, then has its sender leave.</summary>
    private sealed class NeverEndingBody(CancellationTokenSource leave) : Stream
    {
        private bool _begun;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun)
            {
                await leave.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            _begun = true;
            buffer.Span[0] = (byte)'{';
            return 1;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
